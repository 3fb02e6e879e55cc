import type { Positives } from '../datasets/index.ts';
import type { Progress } from '../domain/progress.ts';

/**
 * Interactions as a file lists them: columns and vocabularies as in `Positives`, but in the order
 * of the rows, with pairs that may repeat. All times are known, or all are NaN.
 */
export type InteractionRows = Positives;

/**
 * Port: reads a file of interactions, one a line.
 *
 * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `INTERACTIONS_UNREADABLE`,
 *         with line and column
 */
export type ReadInteractions = (path: string, progress: Progress) => Promise<InteractionRows>;

/**
 * One positive per (user, item), the earliest, in order of time; where times are unknown or equal,
 * in the order of the rows.
 */
export function positivesOf(rows: InteractionRows): Positives {
  const order = Uint32Array.from(rows.items, (_item, row) => row);
  const time = (row: number): number => rows.timesMs[row]!;
  if (!rows.timesMs.some(Number.isNaN)) order.sort((a, b) => time(a) - time(b) || a - b);
  const known = new Set<number>();
  const kept = order.filter((row) => {
    const pair = rows.users[row]! * rows.itemIds.length + rows.items[row]!;
    return known.size < known.add(pair).size;
  });
  return {
    userIds: rows.userIds,
    itemIds: rows.itemIds,
    users: Uint32Array.from(kept, (row) => rows.users[row]!),
    items: Uint32Array.from(kept, (row) => rows.items[row]!),
    timesMs: Float64Array.from(kept, time),
  };
}
