import type { UserId } from '../domain/ids.ts';
import type { BeyondAccuracy } from './beyond-accuracy.ts';
import type { SkipReason } from './skip-reasons.ts';
import type { Protocol, SplitParameters } from './split-parameters.ts';

/** Metrics that have a value for every case. Higher is better; all lie in [0, 1]. */
export const METRICS = [
  'ndcg',
  'recall',
  'hitRate',
  'precision',
  'truncatedRecall',
  'map',
  'mrr',
] as const;
export type Metric = (typeof METRICS)[number];

/** A metric's mean over cases and what is known of its uncertainty; `null` where too few cases say. */
export interface MetricSummary {
  readonly mean: number | null;
  /** Of the mean, taking the cases as independent. */
  readonly standardError: number | null;
  /** 95 % percentile bootstrap interval of the mean over users. */
  readonly low: number | null;
  readonly high: number | null;
}

export type MetricSummaries = Readonly<Record<Metric, MetricSummary>>;

/** What cases are sliced by; see `sliceCases`. */
export type Facet = 'tenure' | 'ageBand' | 'gender' | 'popularity' | 'language' | 'decade';

/** A part of the cases. */
export interface EvaluationSlice {
  readonly facet: Facet;
  /** `new` (fewer than `minHistory` events before the cut), `25-34`, `F`, `tail`, `en`, `1990s`, … */
  readonly name: string;
  readonly cases: number;
  readonly metrics: MetricSummaries;
}

/** What was judged in one window. */
export interface EvaluatedWindow {
  /** The model knew events up to here, milliseconds since the epoch, included. */
  readonly asOfMs: number;
  readonly endMs: number;
  readonly eventsBefore: number;
  readonly eventsInside: number;
  readonly candidates: number;
  readonly cases: number;
  readonly coverage: number;
}

/** How the cases were made and judged. */
export interface EvaluationParameters extends Omit<SplitParameters, 'protocol'> {
  /** `held-out` has no cuts. */
  readonly protocol: Protocol | 'held-out';
  /** K: length of a list. */
  readonly k: number;
  readonly seed: number;
  readonly resamples: number;
}

/**
 * How good one model is, by one protocol: the content of `evaluation.json`. Plain JSON with no
 * NaN; equal inputs give equal documents.
 */
export interface Evaluation {
  readonly model: string;
  readonly parameters: EvaluationParameters;
  /** Distinct users among the cases; a user is a case in every window that can judge them. */
  readonly users: number;
  readonly metrics: MetricSummaries;
  /** Share of the candidates recommended at all, mean over windows weighted by candidates. */
  readonly coverage: number;
  readonly beyond: BeyondAccuracy;
  readonly slices: readonly EvaluationSlice[];
  readonly windows: readonly EvaluatedWindow[];
  /** Users with events in a window who could not be judged, over all windows, by reason. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Case by case, for paired comparisons; all arrays run parallel. */
  readonly cases: {
    readonly userIds: readonly UserId[];
    /** Row of `windows`. */
    readonly windows: readonly number[];
    readonly historyLengths: readonly number[];
    /** How much of the history came before the cut. */
    readonly trainedLengths: readonly number[];
    readonly values: Readonly<Record<Metric, readonly number[]>>;
  };
}
