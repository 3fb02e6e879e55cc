import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { startBroker } from '../scripts/kafka/broker.ts';
import { openKafkaSource, openKafkaWriter } from '../src/adapters/index.ts';
import { kafkaSettings, parseEventSource } from '../src/cli/event-source-option.ts';
import type { KafkaSourceSettings } from '../src/cli/source-settings.ts';
import { openInstallation } from '../src/compose.ts';
import { formatEventTime } from '../src/domain/event-time.ts';
import { SILENT } from '../src/domain/progress.ts';
import { movielogDecoder } from '../src/events/index.ts';
import { ingest } from '../src/ingest/index.ts';
import { openHome, sqlString } from '../src/store/index.ts';

/** Lines a second from a real broker, each of them read once by each reader. */
export interface KafkaIngestFigures {
  readonly lines: number;
  readonly partitions: number;
  /** Through the whole ingestion: all checks, Parquet committed. */
  readonly ingestLinesPerSecond: number;
  /** By the source alone: lines found and counted, nothing else. */
  readonly sourceLinesPerSecond: number;
  /** kcat into a file, which DuckDB's reader then loads without checks. */
  readonly kcatAndDuckDbLinesPerSecond: number;
  /** Largest memory of this process up to the end of the ingestion, bytes. */
  readonly peakRssBytes: number;
}

const TOPIC = 'bench';
const LINES_A_SEND = 10_000;

/** Starts a broker, fills a topic, and reads it three ways, one after the other. */
export async function kafkaIngestBench({
  lines,
  partitions,
}: {
  readonly lines: number;
  readonly partitions: number;
}): Promise<KafkaIngestFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-bench-'));
  const broker = await startBroker();
  try {
    const settings = kafkaSettings(
      parseEventSource(`kafka://${broker.address}/${TOPIC}`) as KafkaSourceSettings,
    );
    const admin = new Admin({ clientId: 'bench', bootstrapBrokers: [broker.address] });
    await admin.createTopics({ topics: [TOPIC], partitions, replicas: 1 });
    await admin.close();
    const writer = await openKafkaWriter(settings);
    for (let from = 0, turn = 0; from < lines; from += LINES_A_SEND, turn++)
      await writer.write(turn % partitions, linesFrom(from, Math.min(LINES_A_SEND, lines - from)));
    await writer.close();
    const perSecond = async (work: () => Promise<number>): Promise<number> => {
      const startedMs = performance.now();
      const done = await work();
      if (done !== lines) throw new Error(`read ${done} lines of ${lines}`);
      return Math.round(lines / ((performance.now() - startedMs) / 1000));
    };
    const sourceLinesPerSecond = await perSecond(async () => {
      const source = await openKafkaSource(settings);
      const options = { follow: false, stop: new AbortController().signal };
      const counts = await Promise.all(
        (await source.partitions()).map(async (partition) => {
          let count = 0;
          for await (const block of source.read(partition, 0, options)) count += block.ends.length;
          return count;
        }),
      );
      await source.close();
      return counts.reduce((sum, count) => sum + count, 0);
    });
    const installation = await openInstallation(openHome(join(folder, 'home')));
    const ingestLinesPerSecond = await perSecond(async () => {
      const source = await openKafkaSource(settings);
      const { ledger } = await ingest({
        ...installation,
        source,
        decoder: movielogDecoder,
        catalogue: null,
        progress: SILENT,
        follow: false,
        stop: new AbortController().signal,
      });
      await source.close();
      return ledger.read;
    });
    const peakRssBytes = process.resourceUsage().maxRSS * 1024;
    const kcatAndDuckDbLinesPerSecond = await perSecond(async () => {
      const path = join(folder, 'topic.log');
      await kcatInto(path, broker.address);
      const [row] = await installation.tables.rows<{ lines: number }>(
        `SELECT count(time) AS lines FROM read_csv(${sqlString(path)}, header = false, delim = ',',
           quote = '', escape = '', columns = {'time': 'VARCHAR', 'user': 'VARCHAR', 'what': 'VARCHAR'})`,
      );
      return row!.lines;
    });
    await installation.close();
    return {
      lines,
      partitions,
      ingestLinesPerSecond,
      sourceLinesPerSecond,
      kcatAndDuckDbLinesPerSecond,
      peakRssBytes,
    };
  } finally {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function kcatInto(path: string, broker: string): Promise<void> {
  const args = ['-C', '-q', '-e', '-o', 'beginning', '-b', broker, '-t', TOPIC];
  const child = spawn('kcat', args, { stdio: ['ignore', openSync(path, 'w'), 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`kcat ended with ${code}`)),
    );
  });
}

/** Watched minutes as the service logs them, all different. */
function linesFrom(from: number, count: number): Buffer {
  let text = '';
  for (let n = from; n < from + count; n++) {
    const time = formatEventTime({ ms: Date.UTC(2026, 0, 5) + n * 2, nanos: 0 });
    text += `${time},${n % 100_000},GET /data/m/the+movie+number+${n % 5_000}+2001/${n % 180}.mpg\n`;
  }
  return Buffer.from(text);
}
