import type { UserId } from '../../domain/ids.ts';
import type { Decision, ExperimentPlan, StepFacts } from '../../rollout/index.ts';

/** A row of `experiment_decisions`, parsed. */
export interface LoggedDecision {
  /** Time of the log, milliseconds since the epoch. */
  readonly atMs: number;
  /** 0-based step of the ramp. */
  readonly step: number;
  readonly factsId: string;
  readonly decision: Decision;
}

/** A user's groups by dimension, such as `{ tenure: 'new', 'age-band': '18-24', gender: 'F' }`. */
export type UserSegments = Readonly<Record<string, string>>;

/** Everything that a report is made of. */
export interface ExperimentReportInput {
  readonly plan: ExperimentPlan;
  readonly status: 'draft' | 'running' | 'ended';
  /** How it ended, as its row has it; absent or `null` while it has not. */
  readonly ended?: { readonly outcome: string; readonly because: string } | null;
  /** Time of the log up to which everything is known. */
  readonly atMs: number;
  /** Oldest first. */
  readonly decisions: readonly LoggedDecision[];
  /**
   * The latest facts of each step of which they are at hand, oldest first. The sequence of a step
   * without facts comes from the decisions that were kept of it.
   */
  readonly facts: readonly StepFacts[];
  /** Groups of the users of the last step; without them there are no segments. */
  readonly segments?: ReadonlyMap<UserId, UserSegments>;
}
