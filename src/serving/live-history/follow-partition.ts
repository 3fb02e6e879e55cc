import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../domain/clock.ts';
import type { EventSource, LineBlock } from '../../events/index.ts';
import type { DelayListener } from './history-status.ts';
import type { LineTaker } from './judge-lines.ts';
import type { Place, Positions } from './positions.ts';

/** Longest time that lines are worked on before others have their turn. */
const SLICE_MS = 1.5;
/** Lines between two looks at the clock. */
const LOOK_LINES = 32;

/** What following needs and what it counts; one for all partitions. */
export interface Following {
  readonly source: EventSource;
  readonly positions: Positions;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** The taker of this moment for a partition: another catalogue, another taker. */
  readonly takerOf: (partition: number) => LineTaker;
  readonly onDelay: DelayListener;
  readonly counts: FollowedCounts;
}

/** What came of following so far. */
export interface FollowedCounts {
  lines: number;
  setAside: number;
  lost: number;
  restarts: number;
  /** When the last line came, by the clock; when following began before the first. */
  lastLineMs: number;
}

/** How far one partition is. */
export interface PartitionProgress {
  /** Lines behind the source's end; `null` where it does not say. */
  lag: number | null;
  /** Whether the end was reached that the source had when following began. */
  isCaughtUp: boolean;
}

/**
 * Reads a partition from where the histories are, until `stop`, and takes its lines in slices, so that
 * answers need not wait for them.
 *
 * @throws as `EventSource.read`
 */
export async function followPartition(
  following: Following,
  partition: number,
  progress: PartitionProgress,
): Promise<void> {
  const { source, positions, clock, stop, counts } = following;
  const place: Place = { source: source.name, partition };
  let from = positions.next(place);
  from ??= (await source.beginning?.offsetOf(partition)) ?? 0;
  positions.advance(place, from);
  /** When the source was seen to have no more than what was read then. */
  let lookedMs = clock.nowMs();
  let aim: number | null = null;
  for await (const block of source.read(partition, from, { follow: true, stop })) {
    const known = positions.next(place)!;
    if (block.before === 'deleted') counts.lost += Math.max(0, block.firstOffset - known);
    await takeBlock(following, place, block);
    if (stop.aborted) return;
    const next = block.firstOffset + block.starts.length;
    positions.advance(place, next);
    const nowMs = clock.nowMs();
    if (next > known && block.starts.length > 0) {
      counts.lastLineMs = nowMs;
      // Lines that came before anybody followed had to wait for that, not for us.
      if (progress.isCaughtUp)
        following.onDelay(Math.max(0, nowMs - (block.arrivedMs ?? lookedMs)) / 1000);
    }
    lookedMs = nowMs;
    aim ??= block.end ?? null;
    progress.lag = block.end === undefined ? lagWithoutEnd(block) : Math.max(0, block.end - next);
    progress.isCaughtUp ||=
      next >= from && (aim === null ? block.starts.length === 0 : next >= aim);
  }
}

/** A source that has nothing to give has nothing that is missing here. */
const lagWithoutEnd = ({ starts }: LineBlock): number | null => (starts.length === 0 ? 0 : null);

async function takeBlock(
  { positions, stop, takerOf, counts }: Following,
  place: Place,
  block: LineBlock,
): Promise<void> {
  let line = Math.max(0, positions.next(place)! - block.firstOffset);
  while (line < block.starts.length && !stop.aborted) {
    const taker = takerOf(place.partition);
    const first = line;
    const began = performance.now();
    do {
      const to = Math.min(block.starts.length, line + LOOK_LINES);
      for (; line < to; line++) {
        if (taker.take(block, line)) continue;
        positions.setAside(place, block.firstOffset + line);
        counts.setAside++;
      }
    } while (line < block.starts.length && performance.now() - began < SLICE_MS);
    counts.lines += line - first;
    positions.advance(place, block.firstOffset + line);
    if (line < block.starts.length) await setImmediate();
  }
}
