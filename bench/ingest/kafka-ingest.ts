import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { startBroker, type Broker } from '../../scripts/kafka/broker.ts';
import { whyNoKafka } from '../../scripts/kafka/jars.ts';
import { openKafkaWriter } from '../../src/adapters/index.ts';
import { kafkaSettings, parseEventSource } from '../../src/cli/event-source-option.ts';
import type { KafkaSourceSettings } from '../../src/cli/source-settings.ts';
import type { Bench, Comparison } from '../bench.ts';
import { runNode } from '../run-process.ts';
import { simulatedLog, type SimulatedLog } from './simulated-log.ts';

const SHOWRUNNER = join(import.meta.dirname, '../../bin/showrunner.js');
const peer = (file: string): string => join(import.meta.dirname, 'peers', file);
const TOPIC = 'bench';
const PARTITIONS = 4;
const LINES_A_SEND = 10_000;

/** Ingest from a real broker on this machine, which takes its share of the two cores. */
export const kafkaIngestBench: Bench = {
  name: 'ingest from Kafka',
  async *comparisons(say) {
    const whyNot = whyNoKafka();
    if (whyNot !== null) return say(`Skipped: ingest from Kafka: ${whyNot}`);
    const folder = mkdtempSync(join(tmpdir(), 'showrunner-bench-kafka-'));
    const broker = await startBroker();
    try {
      const log = await simulatedLog(join(folder, 'service'));
      await fillTopic(broker, log);
      yield comparisonOf({ log, folder, broker });
    } finally {
      await broker.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

async function fillTopic({ address }: Broker, { path }: SimulatedLog): Promise<void> {
  const admin = new Admin({ clientId: 'bench', bootstrapBrokers: [address] });
  await admin.createTopics({ topics: [TOPIC], partitions: PARTITIONS, replicas: 1 });
  await admin.close();
  const url = parseEventSource(`kafka://${address}/${TOPIC}`) as KafkaSourceSettings;
  const writer = await openKafkaWriter(kafkaSettings(url));
  const bytes = readFileSync(path);
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const to = endAfter(bytes, from, LINES_A_SEND);
    await writer.write(turn % PARTITIONS, bytes.subarray(from, to));
    from = to;
  }
  await writer.close();
}

/** Index behind the line feed of the `lines`th line from `at` on. */
function endAfter(bytes: Buffer, at: number, lines: number): number {
  let end = at;
  for (let line = 0; line < lines && end < bytes.length; line++) end = bytes.indexOf(10, end) + 1;
  return end;
}

const comparisonOf = ({
  log,
  folder,
  broker: { address },
}: {
  readonly log: SimulatedLog;
  readonly folder: string;
  readonly broker: Broker;
}): Comparison => ({
  name: `ingest from Kafka, ${PARTITIONS} partitions`,
  amount: log.lineCount,
  unit: 'lines',
  contenders: [
    {
      name: 'showrunner ingest',
      does: 'the whole command: every check, repeats within 24 h, Parquet, archive, hashes',
      run: async () => {
        const home = join(folder, 'home');
        rmSync(home, { recursive: true, force: true });
        cpSync(log.home, home, { recursive: true });
        const from = `kafka://${address}/${TOPIC}`;
        return runNode([SHOWRUNNER, 'ingest', '--home', home, '--from', from]);
      },
    },
    {
      name: 'kcat, then DuckDB read_csv',
      does: 'the topic into a file, and that into Parquet; no checks, no archive',
      run: () => runNode([peer('kcat-then-duckdb.ts'), address, TOPIC, join(folder, 'topic.log')]),
    },
    {
      name: 'Node consumer, counting',
      does: "the client library's own consumer, which counts messages",
      run: () => runNode([peer('kafka-count.ts'), address, TOPIC, String(log.lineCount)]),
    },
  ],
  skipped: [],
});
