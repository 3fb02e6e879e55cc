import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificates, type Certificates } from './certificates.ts';
import { fetchKafka } from './jars.ts';

/** A running Apache Kafka of one node. */
export interface Broker {
  /** `127.0.0.1:PORT` of the listener without encryption or password. */
  readonly address: string;
  /** Of the listener that asks for a user; `null` unless wanted. */
  readonly saslAddress: string | null;
  /** Of the listener that speaks TLS and asks for a certificate; `null` unless wanted. */
  readonly tlsAddress: string | null;
  readonly certificates: Certificates | null;
  readonly pid: number;
  /** Ends it and removes everything it kept. */
  stop(): Promise<void>;
  /** Ends it with a signal and starts it again on the same data and ports. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** The user of the listener that asks for one, for PLAIN and both kinds of SCRAM. */
export const TEST_USER = { username: 'reader', password: 'not-a-secret-7' };

const READY_MS = 60_000;

/** Starts a broker on free ports of the loopback interface. @throws Error when it does not come up */
export async function startBroker(
  wanted: { readonly sasl?: boolean; readonly tls?: boolean } = {},
): Promise<Broker> {
  const jars = fetchKafka();
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-kafka-'));
  const ports = await freePorts(4);
  const certificates = wanted.tls === true ? makeCertificates(folder) : null;
  const file = join(folder, 'server.properties');
  writeFileSync(file, properties(folder, ports, { sasl: wanted.sasl === true, certificates }));
  const java = (args: readonly string[]): string[] => [...JVM, '-cp', join(jars, '*'), ...args];
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${TEST_USER.username},password=${TEST_USER.password}]`,
  ]);
  execFileSync(
    'java',
    java(['kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', file, ...scram]),
    { stdio: 'ignore' },
  );
  const start = async (): Promise<ChildProcess> => {
    const log = openSync(join(folder, 'broker.log'), 'a');
    const child = spawn('java', java(['kafka.Kafka', file]), { stdio: ['ignore', log, log] });
    await untilReady(child, ports[0]!, folder);
    return child;
  };
  let child = await start();
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const at = (port: number): string => `127.0.0.1:${port}`;
  return {
    address: at(ports[0]!),
    saslAddress: wanted.sasl === true ? at(ports[2]!) : null,
    tlsAddress: certificates === null ? null : at(ports[3]!),
    certificates,
    get pid() {
      return child.pid!;
    },
    stop: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
    restart: async (signal) => {
      await end(signal);
      child = await start();
    },
  };
}

/** Quick to start rather than fast for long. */
const JVM = ['-Xmx512m', '-XX:TieredStopAtLevel=4', '-XX:+UseSerialGC'];

/** Kafka takes an id that begins with a dash for an option; without the highest bit none does. */
function clusterId(): string {
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
  bytes[0]! &= 0x7f;
  return bytes.toString('base64url');
}

function properties(
  folder: string,
  [plain, controller, sasl, tls]: readonly number[],
  wanted: { sasl: boolean; certificates: Certificates | null },
): string {
  const listeners = [
    `PLAINTEXT://127.0.0.1:${plain}`,
    ...(wanted.sasl ? [`SASL_PLAINTEXT://127.0.0.1:${sasl}`] : []),
    ...(wanted.certificates === null ? [] : [`SSL://127.0.0.1:${tls}`]),
  ].join(',');
  const { username, password } = TEST_USER;
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=${listeners},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=${listeners}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(folder, 'data')}
num.partitions=1
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.segment.delete.delay.ms=0
controlled.shutdown.enable=false
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";
listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
${wanted.certificates === null ? '' : tlsProperties(wanted.certificates)}`;
}

function tlsProperties({ ca, brokerCert, brokerKey }: Certificates): string {
  const pem = (path: string): string => readFileSync(path, 'utf8').trim().replaceAll('\n', ' \\\n');
  return `ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.certificate.chain=${pem(brokerCert)}
ssl.keystore.key=${pem(brokerKey)}
ssl.truststore.type=PEM
ssl.truststore.certificates=${pem(ca)}
`;
}

async function untilReady(child: ChildProcess, port: number, folder: string): Promise<void> {
  const log = (): string => readFileSync(join(folder, 'broker.log'), 'utf8').slice(-2_000);
  for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += 50) {
    if (child.exitCode !== null) throw new Error(`the broker ended: ${log()}`);
    if (await answers(port)) return;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the broker did not come up: ${log()}`);
}

/** Whether something listens on a port of this machine. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

/** Ports that nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
