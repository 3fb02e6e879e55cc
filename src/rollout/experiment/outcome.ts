import type { UserId } from '../../domain/ids.ts';

export const EXPERIMENT_ARMS = ['control', 'treatment'] as const;
export type ExperimentArm = (typeof EXPERIMENT_ARMS)[number];

/**
 * What became of one user in one step of an experiment: it enters when the window after the first
 * list of the step closes, so that every outcome had the same time and they are exchangeable.
 */
export interface UserOutcome {
  readonly userId: UserId;
  readonly arm: ExperimentArm;
  /** When the window closed, milliseconds since the epoch. */
  readonly closedMs: number;
  /** By metric, over the window; a metric that is not there was not measured. */
  readonly values: Readonly<Record<string, number>>;
  /**
   * The deciding metric over as long a time before the experiment began, the same instant for all
   * steps: what a user did in an earlier step may already be the treatment's doing. `null` (or NaN)
   * for who was not there.
   */
  readonly before: number | null;
}

/** What is known of a step at an instant. Everything that a decision depends on, besides the plan. */
export interface StepFacts {
  /** 0-based step of the ramp. */
  readonly step: number;
  readonly startedMs: number;
  readonly nowMs: number;
  /**
   * Users who got their first list of the step, by arm as it was recorded when they got it. Testers,
   * whose arm was told, are left out here and among the outcomes: nobody drew them.
   */
  readonly enrolled: Readonly<Record<ExperimentArm, number>>;
  /** Outcomes whose window has closed, in the order of `closedMs`, then `userId`. */
  readonly outcomes: readonly UserOutcome[];
}
