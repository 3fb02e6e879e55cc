import type { Positives } from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import type { Progress } from '../domain/progress.ts';
import {
  coverage,
  giniOfExposure,
  itemCounts,
  METRIC_FUNCTIONS,
  type Metric,
  novelty,
  recommendCases,
  type Scorer,
} from '../evaluation/index.ts';
import { meanOf, standardErrorOf } from '../math/moments.ts';
import { safetensorsLayout } from '../store/index.ts';
import { type CurvePoint, type Family, parseConfiguration } from '../training/index.ts';
import { type BacktestCase, backtestCases } from './backtest-cases.ts';
import { type BacktestSlice, backtestSlices } from './backtest-slices.ts';

/** What one model did on the test rows. */
export interface BacktestResult {
  readonly model: string;
  /** Users with at least one training and one test row. */
  readonly users: number;
  /** Means over users; binary relevance, training items left out of the lists. */
  readonly ndcg: number;
  /** NDCG of every user, in the order of the test rows: the same users for every model. */
  readonly ndcgByUser: readonly number[];
  /** `null` for a single user. */
  readonly ndcgStandardError: number | null;
  readonly recall: number;
  readonly hitRate: number;
  readonly precision: number;
  /** Hits / min(K, test items). */
  readonly truncatedRecall: number;
  readonly map: number;
  readonly mrr: number;
  /** Share of the training items that some list holds. */
  readonly coverage: number;
  /** Of exposure, and the mean self-information of the lists' items in bits. */
  readonly gini: number;
  readonly novelty: number;
  readonly slices: readonly BacktestSlice[];
  /** Loss by epoch; empty for families that do not iterate. */
  readonly curve: readonly CurvePoint[];
  readonly trainSeconds: number;
  /** The model as a safetensors file. */
  readonly bytes: number;
  readonly configuration: { readonly [key: string]: Json };
  /** Users of the test rows without a training row; not judged. */
  readonly usersWithoutTraining: number;
}

/** What a backtest is told besides data and family. */
export interface BacktestOptions {
  /** K ≥ 1: length of a list. */
  readonly k: number;
  readonly seed: number;
  readonly progress: Progress;
  /** Seconds since any fixed moment; only differences are used. */
  readonly seconds: () => number;
  /** A request to end; training throws UnavailableError `STOPPED` then. */
  readonly stop?: AbortSignal | undefined;
}

/** Lists made between two signs of progress. */
const CHUNK = 200;

/**
 * Trains a family with its defaults on given rows and judges it on other given rows: every row is
 * a positive whatever its value (binary relevance), items of the user's own training rows are
 * never recommended, test items that training lacks count as misses, ideal DCG is over
 * min(K, test items), recall is hits / test items.
 *
 * @param train, test one row per (user, item), in order of time where times are known
 * @throws DataError `BACKTEST_EMPTY`, and whatever training throws
 */
export async function backtest(
  family: Family,
  { train, test }: { readonly train: Positives; readonly test: Positives },
  options: BacktestOptions,
): Promise<BacktestResult> {
  const { cases, usersWithoutTraining } = backtestCases(train, test);
  const configuration = parseConfiguration(family, {});
  const asOfMs = train.timesMs[train.timesMs.length - 1] ?? NaN;
  const started = options.seconds();
  const { seed, progress, stop } = options;
  const model = await family.train(train, configuration, { asOfMs, seed, progress, stop });
  const trainSeconds = options.seconds() - started;
  const scorer = family.scorer(model, configuration, train.itemIds);
  const counts = itemCounts(train);
  const lists = recommendAll(scorer, cases, { model: family.name, options });
  return {
    model: family.name,
    users: cases.length,
    ...judge(cases, lists, options.k),
    coverage: coverage(lists, train.itemIds.length),
    gini: giniOfExposure(lists, train.itemIds.length),
    novelty: meanOf(lists.map((list) => novelty(list, counts))),
    slices: backtestSlices(train, cases, { lists, k: options.k }),
    curve: model.curve,
    trainSeconds,
    bytes: safetensorsLayout({ tensors: model.tensors, metadata: {} }).sizeBytes,
    configuration,
    usersWithoutTraining,
  };
}

function recommendAll(
  scorer: Scorer,
  cases: readonly BacktestCase[],
  { model, options }: { readonly model: string; readonly options: BacktestOptions },
): readonly Uint32Array[] {
  const lists: Uint32Array[] = [];
  const task = { task: 'making lists', total: cases.length, unit: 'users', note: model };
  for (let from = 0; from < cases.length; from += CHUNK) {
    const chunk = cases.slice(from, from + CHUNK);
    lists.push(...recommendCases(scorer, chunk, { candidates: scorer.itemIds, k: options.k }));
    options.progress.update({ ...task, done: lists.length });
  }
  return lists;
}

function judge(
  cases: readonly BacktestCase[],
  lists: readonly Uint32Array[],
  k: number,
): Pick<BacktestResult, Metric | 'ndcgStandardError' | 'ndcgByUser'> {
  const values = (metric: keyof typeof METRIC_FUNCTIONS): number[] =>
    cases.map((judged, c) => METRIC_FUNCTIONS[metric]({ ...judged, recommended: lists[c]! }, k));
  const ndcg = values('ndcg');
  const standardError = standardErrorOf(ndcg);
  return {
    ndcg: meanOf(ndcg),
    ndcgByUser: ndcg,
    ndcgStandardError: Number.isNaN(standardError) ? null : standardError,
    recall: meanOf(values('recall')),
    hitRate: meanOf(values('hitRate')),
    precision: meanOf(values('precision')),
    truncatedRecall: meanOf(values('truncatedRecall')),
    map: meanOf(values('map')),
    mrr: meanOf(values('mrr')),
  };
}
