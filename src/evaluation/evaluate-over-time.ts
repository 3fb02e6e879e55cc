import type { Positives } from '../datasets/index.ts';
import { SILENT, type Progress } from '../domain/progress.ts';
import type { Evaluation, EvaluatedWindow, EvaluationParameters, Metric } from './evaluation.ts';
import { METRICS } from './evaluation.ts';
import { METRIC_FUNCTIONS, recommendCases } from './judge-window.ts';
import { coverage } from './metrics/coverage.ts';
import type { Scorer } from './scorer.ts';
import { SKIP_REASONS, type SkipReason } from './skip-reasons.ts';
import { TEST_CUTS } from './split-parameters.ts';
import { sliceByHistory, summarizeMetrics, userGroups } from './summarize.ts';
import { splitOverTime, type Window } from './time-split.ts';

/** A way to train that is to be judged. */
export interface Contender {
  /** Names the evaluation. */
  readonly model: string;
  /**
   * Trains on what was known at a cut; the vocabularies hold nothing later either.
   * @param asOfMs time of the last event before the cut
   */
  readonly train: (slice: Positives, asOfMs: number) => Scorer | Promise<Scorer>;
}

/** What a time-ordered evaluation needs; only `positives` and `contenders` have no default. */
export interface OverTime extends Partial<EvaluationParameters> {
  readonly positives: Positives;
  readonly contenders: readonly Contender[];
  readonly progress?: Progress;
}

/**
 * Judges models on time-ordered data, full catalogue, all on the same cases: each is trained once
 * per window on what came before it and makes one list a case; see `splitOverTime` for the
 * protocols.
 *
 * Defaults: live, K = 10, cuts at 70, 80, 90 %, candidates with 3 positives, 5 events of history,
 * seed 0, 2,000 resamples.
 *
 * @returns one evaluation a contender, in their order
 * @throws DataError `SPLIT_IMPOSSIBLE`, and whatever training throws
 */
export async function evaluateOverTime(given: OverTime): Promise<readonly Evaluation[]> {
  const { positives, contenders, progress = SILENT, ...partial } = given;
  const parameters = { ...DEFAULTS, ...partial };
  const windows = splitOverTime(positives, parameters);
  const evaluations: Evaluation[] = [];
  for (const { model, train } of contenders) {
    const lists: (readonly Uint32Array[])[] = [];
    for (const window of windows) {
      const done = evaluations.length * windows.length + lists.length;
      const total = contenders.length * windows.length;
      progress.update({ task: 'evaluating', done, total, unit: 'windows', note: model });
      const scorer = await train(window.train, window.asOfMs);
      const { k } = parameters;
      lists.push(recommendCases(scorer, window.cases, { candidates: window.train.itemIds, k }));
    }
    evaluations.push(evaluationOf(model, { windows, lists, parameters }));
  }
  return evaluations;
}

const DEFAULTS: EvaluationParameters = {
  protocol: 'live',
  cuts: TEST_CUTS,
  minItemPositives: 3,
  minHistory: 5,
  k: 10,
  seed: 0,
  resamples: 2000,
};

interface Judged {
  readonly windows: readonly Window[];
  /** By window and case. */
  readonly lists: readonly (readonly Uint32Array[])[];
  readonly parameters: EvaluationParameters;
}

function evaluationOf(model: string, judged: Judged): Evaluation {
  const { windows, parameters } = judged;
  const cases = casesOf(judged);
  const all = cases.userIds.map((_userId, row) => row);
  const described = windows.map((window, w) => describeWindow(window, judged.lists[w]!));
  return {
    model,
    parameters,
    users: new Set(userGroups(cases.userIds)).size,
    metrics: summarizeMetrics(cases, all, parameters),
    coverage: weightedCoverage(described),
    slices: sliceByHistory(cases, parameters),
    windows: described,
    skipped: totalSkipped(windows),
    cases,
  };
}

function casesOf({ windows, lists, parameters: { k } }: Judged): Evaluation['cases'] {
  const flat = windows.flatMap((window, w) =>
    window.cases.map((judged, c) => ({ ...judged, window: w, recommended: lists[w]![c]! })),
  );
  const values = METRICS.map((metric) => {
    const valueOf = METRIC_FUNCTIONS[metric];
    const ofCase = ({ recommended, targets: relevant }: (typeof flat)[number]): number =>
      valueOf({ recommended, relevant, relevantCount: relevant.size }, k);
    return [metric, flat.map(ofCase)] as const;
  });
  return {
    userIds: flat.map(({ userId }) => userId),
    windows: flat.map(({ window }) => window),
    historyLengths: flat.map(({ history }) => history.items.length),
    trainedLengths: flat.map(({ trainedCount }) => trainedCount),
    values: Object.fromEntries(values) as Record<Metric, number[]>,
  };
}

const describeWindow = (window: Window, lists: readonly Uint32Array[]): EvaluatedWindow => ({
  asOfMs: window.asOfMs,
  endMs: window.endMs,
  eventsBefore: window.eventsBefore,
  eventsInside: window.eventsInside,
  candidates: window.train.itemIds.length,
  cases: window.cases.length,
  coverage: coverage(lists, window.train.itemIds.length),
});

function weightedCoverage(windows: readonly EvaluatedWindow[]): number {
  const candidates = windows.reduce((sum, window) => sum + window.candidates, 0);
  const recommended = windows.reduce((sum, w) => sum + w.coverage * w.candidates, 0);
  return candidates === 0 ? 0 : recommended / candidates;
}

function totalSkipped(windows: readonly Window[]): Readonly<Record<SkipReason, number>> {
  const reasons = Object.keys(SKIP_REASONS) as SkipReason[];
  const totals = reasons.map(
    (reason) => [reason, windows.reduce((sum, { skipped }) => sum + skipped[reason], 0)] as const,
  );
  return Object.fromEntries(totals) as Record<SkipReason, number>;
}
