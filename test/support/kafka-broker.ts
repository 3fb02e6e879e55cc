import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Admin, Producer } from '@platformatic/kafka';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  DEFAULT_GROUP,
  parseKafkaUrl,
  type KafkaSettings,
  type KafkaTls,
} from '../../src/adapters/index.ts';
import { startBroker, type Broker } from '../../scripts/kafka/broker.ts';
import { whyNoKafka } from '../../scripts/kafka/jars.ts';

/** A broker for the tests of a file, and what is done to it. */
export interface TestBroker {
  readonly broker: Broker;
  /** Makes a topic with a name of its own. */
  topic(partitions?: number): Promise<string>;
  settings(topic: string, other?: Partial<KafkaSettings>): KafkaSettings;
  url(topic: string): string;
  readonly admin: Admin;
  /** The client's side of the broker's certificates. */
  tls(): KafkaTls;
  /** Sends values to partition 0, in order. */
  produce(topic: string, values: readonly (Buffer | null)[]): Promise<void>;
}

const whyNot = whyNoKafka();

/** Tests that need a broker; they are skipped, with the reason in the name, where none can run. */
export function describeWithKafka(
  name: string,
  tests: (kafka: TestBroker) => void,
  wanted: Parameters<typeof startBroker>[0] = {},
): void {
  if (whyNot !== null) {
    describe.skip(`${name} (${whyNot})`, () => tests({} as TestBroker));
    return;
  }
  describe(name, () => {
    let broker: Broker;
    let admin: Admin;
    let topics = 0;
    const bootstrap = () => ({ clientId: 'test', bootstrapBrokers: [broker.address] });
    beforeAll(async () => {
      broker = await startBroker(wanted);
      admin = new Admin(bootstrap());
    }, 120_000);
    afterAll(async () => {
      await admin?.close();
      await broker?.stop();
    });
    tests({
      get broker() {
        return broker;
      },
      get admin() {
        return admin;
      },
      topic: async (partitions = 1) => {
        const topic = `topic-${topics++}`;
        await admin.createTopics({ topics: [topic], partitions, replicas: 1 });
        return topic;
      },
      tls: () => {
        const { ca, clientCert, clientKey } = broker.certificates!;
        const read = (path: string): string => readFileSync(path, 'utf8');
        return { ca: read(ca), cert: read(clientCert), key: read(clientKey) };
      },
      url: (topic) => `kafka://${broker.address}/${topic}`,
      settings: (topic, other = {}) => ({
        ...parseKafkaUrl(`kafka://${broker.address}/${topic}`)!,
        group: DEFAULT_GROUP,
        member: null,
        sessionMs: 6_000,
        tls: null,
        sasl: null,
        ...other,
      }),
      produce: async (topic, values) => {
        const producer = new Producer(bootstrap());
        for (let at = 0; at < values.length; at += 5_000)
          await producer.send({
            messages: values
              .slice(at, at + 5_000)
              .map((value) => ({ topic, partition: 0, value: value as Buffer })),
          });
        await producer.close();
      },
    });
  });
}

/** Whether `kcat`, a client of other make, is here. */
export const hasKcat = spawnSync('kcat', ['-V']).status === 0;

/** Runs `kcat` with bytes on its input and gives its output. @throws Error when it fails */
export function kcat(args: readonly string[], input: Buffer | null = null): Promise<Buffer> {
  const child = spawn('kcat', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => void (err += bytes.toString()));
  child.stdin.end(input ?? undefined);
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0
        ? resolve(Buffer.concat(out))
        : reject(new Error(`kcat ended with ${code}: ${err}`)),
    ),
  );
}
