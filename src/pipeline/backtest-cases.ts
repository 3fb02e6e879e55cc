import type { Positives } from '../datasets/index.ts';
import type { UserId } from '../domain/ids.ts';
import { errorOf } from '../domain/errors.ts';
import type { History } from '../evaluation/index.ts';

/** One user of a backtest. */
export interface BacktestCase {
  readonly userId: UserId;
  readonly asOfMs: number;
  /** Rows of the training items. */
  readonly history: History;
  /** Rows of the training items that the test rows name. */
  readonly relevant: ReadonlySet<number>;
  /** Test items of the user, those that no training row names included; ≥ 1. */
  readonly relevantCount: number;
}

/** Who is judged, and who cannot be. */
export interface BacktestCases {
  readonly cases: readonly BacktestCase[];
  /** Users of the test rows without a training row. */
  readonly usersWithoutTraining: number;
}

/**
 * The users with at least one training and one test row, in the order of the test rows. Test items
 * that training lacks stay in `relevantCount`: no list can hold them, they are misses.
 *
 * @throws DataError `BACKTEST_EMPTY` when there is no such user
 */
export function backtestCases(train: Positives, test: Positives): BacktestCases {
  const histories = rowsByUser(train);
  const itemRows = new Map(train.itemIds.map((itemId, row) => [itemId, row]));
  const asOfMs = train.timesMs[train.timesMs.length - 1] ?? NaN;
  const cases: BacktestCase[] = [];
  const tested = rowsByUser(test);
  for (const [userId, rows] of tested) {
    const known = histories.get(userId);
    if (known === undefined) continue;
    const relevant = rows.map((row) => itemRows.get(test.itemIds[test.items[row]!]!));
    cases.push({
      userId,
      asOfMs,
      history: {
        items: known.map((row) => train.items[row]!),
        timesMs: known.map((row) => train.timesMs[row]!),
      },
      relevant: new Set(relevant.filter((row) => row !== undefined)),
      relevantCount: rows.length,
    });
  }
  if (cases.length === 0)
    throw errorOf('BACKTEST_EMPTY', {
      found: `0 of ${tested.size} test users in the training rows`,
      expected: 'at least one',
    });
  return { cases, usersWithoutTraining: tested.size - cases.length };
}

function rowsByUser(positives: Positives): Map<UserId, number[]> {
  const rows = new Map<UserId, number[]>();
  for (let row = 0; row < positives.users.length; row++) {
    const userId = positives.userIds[positives.users[row]!]!;
    const known = rows.get(userId);
    if (known === undefined) rows.set(userId, [row]);
    else known.push(row);
  }
  return rows;
}
