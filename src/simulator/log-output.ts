import { formatEventTime } from '../domain/event-time.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import { encodeEvent } from '../events/index.ts';
import type { SimulationConfig } from './config.ts';
import { hashBits } from './draws.ts';
import { dropMinute, faultOf, insertCharacter, replaceMovieId, type FaultKind } from './faults.ts';
import { isUnderWay } from './incident.ts';
import { createLineBuffer, putBytes, putNumber, reserve, type LineBuffer } from './line-buffer.ts';

/** Lines of one partition, each ended by a newline. */
export interface PartitionLines {
  readonly partition: number;
  readonly bytes: Uint8Array;
  readonly lineCount: number;
}

/** What was done to which line; part of the truth. */
export interface FaultRecord {
  readonly partition: number;
  /** Number of the line in its partition, from 0. For `repeated` and `late`: where it came (again). */
  readonly line: number;
  readonly kind: FaultKind;
  /** The line as it would have been. */
  readonly original: string;
}

/** Where the simulation writes its lines: partitions, faults, incidents of the log itself. */
export interface LogOutput {
  /** Begins a second: held lines that are due come first. */
  begin(second: number): void;
  watch(user: number, idBytes: Uint8Array, minute: number): void;
  event(event: StreamEvent): void;
  /** Nothing is written while muted (before the log begins). */
  muted: boolean;
  readonly size: number;
  /** Hands over and forgets what was written since the last call. */
  take(): {
    readonly partitions: readonly PartitionLines[];
    readonly faults: readonly FaultRecord[];
  };
}

interface Partition {
  readonly buffer: LineBuffer;
  /** Lines written ever, and since the last `take`. */
  total: number;
  fresh: number;
}

const HOLD_SECONDS = 300;
const NEWLINE = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');
const WATCH = encoder.encode(',GET /data/m/');
const MPG = encoder.encode('.mpg\n');

/** An output with nothing in it. */
export function createLogOutput(config: SimulationConfig): LogOutput {
  const partitions: Partition[] = Array.from({ length: config.partitionCount }, () => ({
    buffer: createLineBuffer(),
    total: 0,
    fresh: 0,
  }));
  const held = new Map<number, { readonly line: string; readonly kind: FaultKind }[]>();
  let faults: FaultRecord[] = [];
  let written = 0;
  let now = 0;
  // Made when the first line of the second needs them: in a small service most seconds have none.
  let timeBytes: Uint8Array | null = null;
  let [dead, broken] = [false, false];

  const next = (): Partition => {
    const which =
      partitions.length === 1 ? 0 : hashBits(config.seed, written, 410) % partitions.length;
    return partitions[which]!;
  };
  const note = (partition: Partition, kind: FaultKind, original: string): void =>
    void faults.push({
      partition: partitions.indexOf(partition),
      line: partition.total,
      kind,
      original,
    });
  const append = (partition: Partition, line: string): void => {
    const bytes = encoder.encode(`${line}\n`);
    reserve(partition.buffer, bytes.length);
    putBytes(partition.buffer, bytes);
    partition.total++;
    partition.fresh++;
  };
  const hold = (line: string, kind: FaultKind): void => {
    const due = now + 1 + (hashBits(config.seed, written, 411) % HOLD_SECONDS);
    held.set(due, [...(held.get(due) ?? []), { line, kind }]);
  };
  /** Takes the line that starts at `from` back out of the buffer and writes what became of it. */
  const damage = (partition: Partition, from: number, kind: FaultKind): void => {
    const line = decoder.decode(partition.buffer.bytes.subarray(from, partition.buffer.length - 1));
    if (kind === 'repeated') {
      hold(line, kind);
      partition.total++;
      partition.fresh++;
      return;
    }
    partition.buffer.length = from;
    if (kind === 'late') return hold(line, kind);
    const changed = damagedLine(kind, line, { seed: config.seed, written });
    if (changed !== line) note(partition, kind, line);
    append(partition, changed);
  };
  /** Ends the line that starts at `from`. */
  const finish = (partition: Partition, from: number, isWatch: boolean): void => {
    written++;
    if (dead) {
      partition.buffer.length = from;
      return;
    }
    const kind = broken && isWatch ? 'broken-field' : faultOf(config.faults, config.seed, written);
    if (kind !== null) return damage(partition, from, kind);
    partition.total++;
    partition.fresh++;
  };

  const output: LogOutput = {
    muted: false,
    get size() {
      return partitions.reduce((sum, partition) => sum + partition.buffer.length, 0);
    },
    begin: (second) => {
      now = second;
      timeBytes = null;
      dead = isUnderWay(config.incidents, 'dead-hour', second * 1000);
      broken = isUnderWay(config.incidents, 'broken-field', second * 1000);
      const due = held.get(second);
      if (due === undefined) return;
      held.delete(second);
      for (const { line, kind } of due) {
        written++;
        if (dead) continue;
        const partition = next();
        note(partition, kind, line);
        append(partition, line);
      }
    },
    watch: (user, idBytes, minute) => {
      if (output.muted) return;
      const partition = next();
      const { buffer } = partition;
      const from = buffer.length;
      timeBytes ??= encoder.encode(`${formatEventTime({ ms: now * 1000, nanos: 0 })},`);
      reserve(buffer, idBytes.length + 80);
      putBytes(buffer, timeBytes);
      putNumber(buffer, user);
      putBytes(buffer, WATCH);
      putBytes(buffer, idBytes);
      putNumber(buffer, minute);
      putBytes(buffer, MPG);
      finish(partition, from, true);
    },
    event: (event) => {
      if (output.muted) return;
      const partition = next();
      const bytes = encoder.encode(encodeEvent(event));
      const from = partition.buffer.length;
      reserve(partition.buffer, bytes.length + 1);
      putBytes(partition.buffer, bytes);
      partition.buffer.bytes[partition.buffer.length++] = NEWLINE;
      finish(partition, from, false);
    },
    take: () => {
      const taken = partitions.map(({ buffer, fresh }, partition) => ({
        partition,
        bytes: buffer.bytes.slice(0, buffer.length),
        lineCount: fresh,
      }));
      const records = faults;
      faults = [];
      for (const partition of partitions) {
        partition.buffer.length = 0;
        partition.fresh = 0;
      }
      return { partitions: taken, faults: records };
    },
  };
  return output;
}

function damagedLine(
  kind: FaultKind,
  line: string,
  { seed, written }: { readonly seed: number; readonly written: number },
): string {
  if (kind === 'inserted') return insertCharacter(line, seed, written);
  if (kind === 'replaced') return replaceMovieId(line, seed, written);
  return dropMinute(line);
}
