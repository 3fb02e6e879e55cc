import type { RankedRows, RankRequest } from '../ranker.ts';

/**
 * Whether a ranking keeps the contract: no more rows than asked for, none forbidden, unknown or
 * repeated, in order of scores that are finite.
 */
export function isSoundRanking(
  { rows, scores }: RankedRows,
  { excluded, k }: RankRequest,
  itemCount: number,
): boolean {
  const forbidden = new Set(excluded);
  return (
    rows.length <= k &&
    new Set(rows).size === rows.length &&
    rows.every(
      (row, at) =>
        row < itemCount &&
        !forbidden.has(row) &&
        Number.isFinite(scores[at]) &&
        (at === 0 || scores[at]! <= scores[at - 1]!),
    )
  );
}
