import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openKafkaWriter } from '../../src/adapters/index.ts';
import { kafkaSettings, parseEventSource } from '../../src/cli/event-source-option.ts';
import { formatEventTime } from '../../src/domain/event-time.ts';
import type { KafkaSourceSettings } from '../../src/cli/source-settings.ts';

/** What was produced: of each partition the hash over its lines, each followed by a line feed. */
export interface Produced {
  readonly lines: number;
  readonly hashes: readonly string[];
}

/** A producer under way. */
export interface Producing {
  readonly done: Promise<Produced>;
  /** Resolves when nothing is under way; what it gives lets it go on. */
  pause(): Promise<() => void>;
}

const LINES_A_SEND = 2_000;
const START_MS = Date.UTC(2026, 0, 5);
/** One line in so many cannot be used, so that the quarantine has its part. */
const FAULTY_EVERY = 997;

/** Writes lines that are all different, at a pace, to the partitions in turn. */
export function produceLines(
  url: string,
  { lines, linesPerSecond }: { readonly lines: number; readonly linesPerSecond: number },
): Producing {
  let held: Promise<void> | null = null;
  let resting: (() => void) | null = null;
  let isDone = false;
  const produce = async (): Promise<Produced> => {
    const writer = await openKafkaWriter(
      kafkaSettings(parseEventSource(url) as KafkaSourceSettings),
    );
    const hashes = Array.from({ length: writer.partitionCount }, () => createHash('sha256'));
    const startedMs = performance.now();
    for (let from = 0, turn = 0; from < lines; from += LINES_A_SEND, turn++) {
      if (held !== null) {
        resting?.();
        await held;
      }
      const bytes = Buffer.from(linesBetween(from, Math.min(lines, from + LINES_A_SEND)));
      const partition = turn % writer.partitionCount;
      await writer.write(partition, bytes);
      hashes[partition]!.update(bytes);
      const aheadMs = (from / linesPerSecond) * 1000 - (performance.now() - startedMs);
      if (aheadMs > 0) await sleep(aheadMs);
    }
    await writer.close();
    isDone = true;
    resting?.();
    return { lines, hashes: hashes.map((hash) => hash.digest('hex')) };
  };
  return {
    done: produce(),
    pause: () =>
      new Promise((resolve) => {
        let release = (): void => undefined;
        held = new Promise((done) => {
          release = () => ((held = null), done());
        });
        resting = () => ((resting = null), resolve(release));
        if (isDone) resting();
      }),
  };
}

/** In the form in which events are written again, so that the rows of the lake give the same bytes. */
function linesBetween(from: number, to: number): string {
  let text = '';
  for (let n = from; n < to; n++) {
    const time = formatEventTime({ ms: START_MS + n * 40, nanos: 0 });
    text +=
      n % FAULTY_EVERY === 0
        ? `${time},${n},GET /nothing/of/the/grammar\n`
        : `${time},${n},GET /data/m/movie+${n % 5_000}/${n % 180}.mpg\n`;
  }
  return text;
}
