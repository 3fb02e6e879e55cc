import type { ExperimentReport, PlanForecast } from '../../monitoring/index.ts';
import type { ExperimentPlan, ReplayedDecision, ShadowStory } from '../../rollout/index.ts';

/**
 * Port: reads what is kept of experiments, which may be megabytes of outcomes, outside of the event
 * loop of whoever asks.
 *
 * Each throws NotFoundError `EXPERIMENT_UNKNOWN`, UnavailableError `EXPERIMENT_NOT_READ`.
 */
export interface ExperimentReader {
  /** The report as far as the last decision that was kept. */
  report(name: string): Promise<ExperimentReport>;
  /**
   * Makes a decision again from the facts it rested on.
   *
   * @throws NotFoundError `RECORD_UNKNOWN`; DataError `EXPERIMENT_FACTS_LOST`
   */
  replay(name: string, decision: number): Promise<ReplayedDecision>;
  /** Power and duration before the start; `null` where the log knows too little. */
  forecast(plan: ExperimentPlan): Promise<PlanForecast | null>;
  /** What was written down of a shadow, and what would be decided of it now. */
  shadow(name: string): Promise<ShadowStory>;
}
