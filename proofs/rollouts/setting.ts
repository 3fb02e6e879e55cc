import type { ExperimentPlan } from '../../src/rollout/index.ts';

/** What is true of the treatment. */
export type TreatmentTruth = 'better' | 'worse' | 'slow' | 'same';

/** A simulated service, what is tried out on it, and what is wrong. */
export interface RolloutSetting {
  readonly users: number;
  readonly movies: number;
  /** Viewings an average account begins in a day. */
  readonly activity: number;
  /** Days with the service's own mixed lists, to learn from. */
  readonly historyDays: number;
  /** Days after which it is over whatever was decided. */
  readonly mostDays: number;
  /** Simulated hours from one look to the next. */
  readonly lookHours: number;
  readonly seed: number;
  readonly treatment: TreatmentTruth;
  /** Whether serving assigns users by another salt than the record's, and more of them. */
  readonly brokenHash?: boolean;
  /** What differs from the plan that the others share. */
  readonly plan: Partial<ExperimentPlan>;
}
