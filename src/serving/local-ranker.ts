import { errorOf } from '../domain/errors.ts';
import type { Scorer } from '../evaluation/index.ts';
import { topK } from '../math/top-k.ts';
import type { RankedRows, Ranker, RankRequest } from './ranker.ts';

/**
 * Asks a scorer in this thread, at once: the work is done when the call returns its promise.
 * Whatever the scorer leaves unwritten counts as not a number, so nothing of the request before
 * shows through.
 *
 * Memory: one number an item, for scorers without a short way to the best rows.
 */
export function localRanker(scorer: Scorer): Ranker {
  let scratch: Float32Array | null = null;
  let isClosed = false;
  const requireOpen = (): void => {
    if (isClosed) throw errorOf('STOPPED', { found: 'a model that was closed' });
  };
  return {
    top: async (request) => {
      requireOpen();
      if (scorer.top !== undefined) return shortWay(scorer.top.bind(scorer), request);
      scratch ??= new Float32Array(scorer.itemIds.length);
      return byAllScores(scorer, request, scratch);
    },
    explain: async ({ history, context }, rows) => {
      requireOpen();
      return Array.from(rows, (row) => scorer.explain?.(history, context, row) ?? null);
    },
    close: async () => {
      isClosed = true;
    },
  };
}

function shortWay(
  top: NonNullable<Scorer['top']>,
  { history, context, k, excluded }: RankRequest,
): RankedRows {
  return { ...top(history, context, { k, excluded: new Set(excluded) }), notANumber: 0 };
}

function byAllScores(
  scorer: Scorer,
  { history, context, k, excluded }: RankRequest,
  scores: Float32Array,
): RankedRows {
  const without = new Set(excluded);
  scores.fill(Number.NaN);
  scorer.score(history, context, scores);
  const notANumber = voidNonFinite(scores, without);
  const rows = topK(scores, k, without);
  return { rows, scores: Float32Array.from(rows, (row) => scores[row]!), notANumber };
}

/** Turns infinities into NaN, which no ranking chooses. Returns how many allowed rows have none. */
function voidNonFinite(scores: Float32Array, excluded: ReadonlySet<number>): number {
  let count = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score - score === 0) continue;
    scores[row] = Number.NaN;
    if (!excluded.has(row)) count++;
  }
  return count;
}
