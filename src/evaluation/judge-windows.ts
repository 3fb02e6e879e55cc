import type { Positives } from '../datasets/index.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import { SILENT, type Progress } from '../domain/progress.ts';
import { beyondAccuracy } from './beyond-accuracy.ts';
import type { Evaluation, EvaluatedWindow, EvaluationParameters, Metric } from './evaluation.ts';
import { METRICS } from './evaluation.ts';
import { recommendCases } from './judge-window.ts';
import { metricValues, type JudgedCase } from './judged-case.ts';
import { coverage } from './metrics/coverage.ts';
import type { Scorer } from './scorer.ts';
import { SKIP_REASONS, type SkipReason } from './skip-reasons.ts';
import { sliceCases } from './slices.ts';
import { summarizeMetrics, userGroups } from './summarize.ts';
import type { Window } from './time-split.ts';

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

/** What the catalogue says, for scoring by segment and for slices; absent where it is not known. */
export interface Facts {
  readonly users?: ReadonlyMap<UserId, User> | undefined;
  readonly items?: ReadonlyMap<ItemId, Item> | undefined;
}

/** How windows are judged. */
export interface Judging {
  readonly contenders: readonly Contender[];
  readonly parameters: EvaluationParameters;
  readonly progress?: Progress | undefined;
  readonly facts: Facts;
}

/** Trains every contender once a window, makes one list a case, and judges the lists. */
export async function judgeWindows(
  windows: readonly Window[],
  { contenders, parameters, progress = SILENT, facts }: Judging,
): Promise<readonly Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const { model, train } of contenders) {
    const lists: (readonly Uint32Array[])[] = [];
    for (const window of windows) {
      const done = evaluations.length * windows.length + lists.length;
      const total = contenders.length * windows.length;
      progress.update({ task: 'evaluating', done, total, unit: 'windows', note: model });
      const scorer = await train(window.train, window.asOfMs);
      const options = { candidates: window.train.itemIds, k: parameters.k, users: facts.users };
      lists.push(recommendCases(scorer, window.cases, options));
    }
    evaluations.push(evaluationOf(model, { windows, lists, parameters, facts }));
  }
  return evaluations;
}

interface Judged {
  readonly windows: readonly Window[];
  /** By window and case. */
  readonly lists: readonly (readonly Uint32Array[])[];
  readonly parameters: EvaluationParameters;
  readonly facts: Facts;
}

function evaluationOf(model: string, judged: Judged): Evaluation {
  const { windows, lists, parameters, facts } = judged;
  const flat: readonly JudgedCase[] = windows.flatMap((window, w) =>
    window.cases.map((one, c) => ({ ...one, window: w, recommended: lists[w]![c]! })),
  );
  const cases = casesOf(flat, parameters.k);
  const described = windows.map((window, w) => describeWindow(window, lists[w]!));
  return {
    model,
    parameters,
    users: new Set(userGroups(cases.userIds)).size,
    metrics: summarizeMetrics(cases, parameters),
    coverage: weightedCoverage(described),
    beyond: beyondAccuracy(flat, windows, facts),
    slices: sliceCases(flat, { windows, facts, parameters }),
    windows: described,
    skipped: totalSkipped(windows),
    cases,
  };
}

function casesOf(flat: readonly JudgedCase[], k: number): Evaluation['cases'] {
  const values = flat.map((one) => metricValues(one, one.targets, k));
  const byMetric = METRICS.map((metric) => [metric, values.map((of) => of[metric])] as const);
  return {
    userIds: flat.map(({ userId }) => userId),
    windows: flat.map(({ window }) => window),
    historyLengths: flat.map(({ history }) => history.items.length),
    trainedLengths: flat.map(({ trainedCount }) => trainedCount),
    values: Object.fromEntries(byMetric) as Record<Metric, number[]>,
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
