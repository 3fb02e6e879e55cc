import type { ItemId } from '../../domain/ids.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import { MAX_COUNT } from '../recommend-options.ts';
import type { RankedRows, RankRequest } from '../ranker.ts';
import type { ServedModel } from '../served-model.ts';
import { isSoundRanking } from './sound-ranking.ts';
import type { Trial } from './trial-requests.ts';

/** What a model's answers to trial requests were like. */
export interface Comparison {
  /** Requests it was asked, and those of them that the serving model answered too. */
  readonly asked: number;
  readonly compared: number;
  /** Mean share of the serving model's best 20 that are among the new one's; `null` where none was compared. */
  readonly overlapRate: number | null;
  /** Lists without an item although there were some that might be shown. */
  readonly empty: number;
  /** Requests for which there was none. */
  readonly nothingAllowed: number;
  /** Answers without a single finite score. */
  readonly withoutScores: number;
  /** Lists with a row that is forbidden, unknown, repeated, out of order or without a score. */
  readonly violations: number;
  /** Requests that failed, and the reason of the first. */
  readonly failed: number;
  readonly firstFailure: string | null;
  /** Milliseconds of an answer: the median and the longest. */
  readonly latencyMs: { readonly median: number; readonly longest: number };
}

/** Asks a model every trial request, and the serving one those that repeat what it was asked. */
export async function compareAnswers(
  model: ServedModel,
  serving: ServedModel | null,
  trials: readonly Trial[],
): Promise<Comparison> {
  const counts = {
    compared: 0,
    empty: 0,
    nothingAllowed: 0,
    withoutScores: 0,
    violations: 0,
    failed: 0,
  };
  let firstFailure: string | null = null;
  let overlap = 0;
  const latencies: number[] = [];
  for (const { request, repeats } of trials) {
    const startedMs = performance.now();
    let ranked: RankedRows;
    try {
      ranked = await model.ranker.top(request);
    } catch (thrown) {
      counts.failed++;
      firstFailure ??= thrown instanceof ShowrunnerError ? thrown.code : messageOf(thrown);
      continue;
    }
    latencies.push(performance.now() - startedMs);
    judge(ranked, request, { itemCount: model.itemIds.length, counts });
    const shared =
      repeats === null || serving === null
        ? null
        : await sharedWith(serving, repeats, namesOf(model, ranked));
    if (shared === null) continue;
    counts.compared++;
    overlap += shared;
  }
  latencies.sort((a, b) => a - b);
  return {
    asked: trials.length,
    ...counts,
    firstFailure,
    overlapRate: counts.compared === 0 ? null : overlap / counts.compared,
    latencyMs: {
      median: latencies[latencies.length >> 1] ?? Number.NaN,
      longest: latencies.at(-1) ?? Number.NaN,
    },
  };
}

/** Why a model must not serve, in words that follow its name; `null` where nothing speaks against it. */
export function objectionTo(found: Comparison): string | null {
  const { asked, failed, firstFailure, violations, withoutScores, empty, nothingAllowed } = found;
  const of = (count: number): string => `${count} of ${asked} trial requests`;
  if (asked === nothingAllowed) return 'knows no item that may be shown';
  if (failed > 0) return `failed on ${of(failed)} (${firstFailure})`;
  if (violations > 0) return `broke the contract of lists on ${of(violations)}`;
  if (withoutScores > 0) return `gave no finite score on ${of(withoutScores)}`;
  return empty > 0 ? `gave an empty list on ${of(empty)}` : null;
}

type Counts = Record<'empty' | 'nothingAllowed' | 'withoutScores' | 'violations', number>;

function judge(
  ranked: RankedRows,
  request: RankRequest,
  of: { readonly itemCount: number; readonly counts: Counts },
): void {
  const { rows, notANumber } = ranked;
  const { excluded, k } = request;
  if (excluded.length >= of.itemCount) of.counts.nothingAllowed++;
  else if (rows.length === 0 && k > 0) of.counts[notANumber > 0 ? 'withoutScores' : 'empty']++;
  if (!isSoundRanking(ranked, request, of.itemCount)) of.counts.violations++;
}

const namesOf = ({ itemIds }: ServedModel, { rows }: RankedRows): ReadonlySet<ItemId> =>
  new Set(Array.from(rows.subarray(0, MAX_COUNT), (row) => itemIds[row]!));

/** Share of the serving model's list that the other list has; `null` where it gives none. */
async function sharedWith(
  serving: ServedModel,
  request: RankRequest,
  others: ReadonlySet<ItemId>,
): Promise<number | null> {
  const { untilMs: _ended, ...asked } = request;
  const ranked = await serving.ranker.top(asked).catch(() => null);
  if (ranked === null || ranked.rows.length === 0) return null;
  const names = namesOf(serving, ranked);
  return [...names].filter((name) => others.has(name)).length / names.size;
}
