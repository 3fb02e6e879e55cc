import { userId, type UserId } from '../../src/domain/ids.ts';
import { seededRng } from '../../src/math/rng.ts';
import type {
  ExperimentReportInput,
  LoggedDecision,
  UserSegments,
} from '../../src/monitoring/index.ts';
import {
  decideStep,
  type ExperimentArm,
  type ExperimentPlan,
  type StepFacts,
  type UserOutcome,
} from '../../src/rollout/index.ts';

const HOUR_MS = 3_600_000;
export const STARTED_MS = Date.UTC(2026, 0, 5);

/** What is true of the users of a made-up service. */
export interface ExperimentTruth {
  readonly seed: number;
  readonly usersAnHour: number;
  /** Minutes that the treatment adds to a user's 100, by gender. */
  readonly gain: (gender: string) => number;
  /** Milliseconds that it adds to 20. */
  readonly slower?: number;
  /** Share that the hash really sends to the treatment, of what is declared. */
  readonly hash?: number;
}

/** Lives through an experiment, deciding every hour, and gives everything a report is made of. */
export function livedExperiment(
  plan: ExperimentPlan,
  truth: ExperimentTruth,
  hours = Infinity,
): ExperimentReportInput & { readonly segments: ReadonlyMap<UserId, UserSegments> } {
  const rng = seededRng(truth.seed, 'lived');
  const decisions: LoggedDecision[] = [];
  const facts: StepFacts[] = [];
  const segments = new Map<UserId, UserSegments>();
  let nowMs = STARTED_MS;
  for (let step = 0; step < plan.ramp.length; step++) {
    const outcomes: UserOutcome[] = [];
    const enrolled: Record<ExperimentArm, number> = { control: 0, treatment: 0 };
    const startedMs = nowMs;
    const share = plan.ramp[step]! * (truth.hash ?? 1);
    for (;;) {
      nowMs += HOUR_MS;
      for (let k = 0; k < truth.usersAnHour; k++) {
        const arm = rng.uniform() < share ? 'treatment' : 'control';
        const user = userId(`${step}-${nowMs}-${k}`);
        const gender = rng.uniform() < 0.5 ? 'F' : 'M';
        const tenure = rng.uniform() < 0.05 ? 'new' : 'returning';
        segments.set(user, { gender, tenure });
        enrolled[arm]++;
        outcomes.push(outcomeOf(user, { arm, gender, tenure, nowMs, truth, rng }));
      }
      const now: StepFacts = { step, startedMs, nowMs, enrolled: { ...enrolled }, outcomes };
      const decision = decideStep(plan, now);
      decisions.push({ atMs: nowMs, step, factsId: 'f'.repeat(64), decision });
      const isOver = nowMs - STARTED_MS >= hours * HOUR_MS;
      if (decision.action === 'continue' && !isOver) continue;
      facts.push(now);
      if (decision.action === 'widen' && !isOver) break;
      return {
        plan,
        status: isOver ? 'running' : 'ended',
        atMs: nowMs,
        decisions,
        facts,
        segments,
      };
    }
  }
  throw new Error('the last step ended with a wider one');
}

function outcomeOf(
  user: UserId,
  of: {
    readonly arm: ExperimentArm;
    readonly gender: string;
    readonly tenure: string;
    readonly nowMs: number;
    readonly truth: ExperimentTruth;
    readonly rng: ReturnType<typeof seededRng>;
  },
): UserOutcome {
  const isTreated = of.arm === 'treatment';
  const taste = 40 * of.rng.normal();
  const noise = 30 * of.rng.normal();
  return {
    userId: user,
    arm: of.arm,
    closedMs: of.nowMs,
    values: {
      minutes: Math.max(0, 100 + taste + noise + (isTreated ? of.truth.gain(of.gender) : 0)),
      latencyMs: 20 + 5 * of.rng.normal() + (isTreated ? (of.truth.slower ?? 0) : 0),
      voided: of.rng.uniform() < 0.01 ? 0.2 : 0,
    },
    before: of.tenure === 'new' ? null : 100 + taste,
  };
}
