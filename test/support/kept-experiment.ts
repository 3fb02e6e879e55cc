import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteMetadata } from '../../src/adapters/index.ts';
import {
  addShadows,
  decideStep,
  EXPERIMENT_PLAN,
  keepDecision,
  noShadow,
  shadowFolder,
  type ExperimentPlan,
  type ShadowSummary,
} from '../../src/rollout/index.ts';
import { openHome, type Metadata } from '../../src/store/index.ts';
import { livedExperiment, STARTED_MS, type ExperimentTruth } from './lived-experiment.ts';

const BETTER = { seed: 7, usersAnHour: 40, gain: () => 12 };

/** A canary that was lived through. @param treatment a version such as `als/2` */
export const canaryPlan = (treatment: string): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'lived',
    kind: 'canary',
    treatment,
    ramp: [0.1, 0.5],
    windowHours: 1,
    minimumHours: 24,
    effect: 8,
    tolerance: 12,
    guardrails: [{ metric: 'latencyMs', worse: 'above', bears: 10 }],
  });

/**
 * Keeps an experiment in a home as whoever looks at experiments keeps it: its row, and the last
 * decision of each step with the facts it rests on.
 */
export async function keepLived(
  homePath: string,
  plan: ExperimentPlan,
  truth: ExperimentTruth = BETTER,
): Promise<void> {
  const home = openHome(homePath);
  const metadata = await openSqliteMetadata(home.database);
  const { facts } = livedExperiment(plan, truth);
  const last = decideStep(plan, facts.at(-1)!);
  const { action: outcome, because } = last;
  await insert(metadata, plan, { status: 'ended', step: facts.length - 1, outcome, because });
  for (const of of facts)
    await keepDecision({ home, metadata }, plan, {
      facts: { ...of, leftOut: { testers: 0, otherArm: 0 } },
      decision: decideStep(plan, of),
    });
  await metadata.destroy();
}

/** Keeps a shadow that runs, with minutes as servers write them down. */
export async function keepShadow(
  homePath: string,
  treatment: string,
  minutes: readonly ShadowSummary[] = shadowMinutesOf(treatment),
): Promise<void> {
  const home = openHome(homePath);
  const metadata = await openSqliteMetadata(home.database);
  const plan = { name: 'beside', kind: 'shadow', treatment, effect: 5, tolerance: 5 };
  await insert(metadata, EXPERIMENT_PLAN.parse(plan), { status: 'running', step: 0 });
  const folder = shadowFolder(home, 'beside');
  mkdirSync(folder, { recursive: true });
  for (const minute of minutes)
    appendFileSync(join(folder, 'a.jsonl'), `${JSON.stringify(minute)}\n`);
  await metadata.destroy();
}

/** Ten minutes of 60 requests each: one late, one dropped besides, 12 of 20 titles in common. */
export const shadowMinutesOf = (version: string): ShadowSummary[] =>
  Array.from({ length: 10 }, (_, minute) =>
    addShadows(noShadow(version), {
      fromMs: STARTED_MS + 60_000 * minute,
      untilMs: STARTED_MS + 60_000 * minute + 59_000,
      version,
      asked: 60,
      dropped: 1,
      outcomes: { late: minute === 0 ? 1 : 0, failed: 0, empty: 0, unknown: 0 },
      violations: 0,
      compared: 59,
      overlapSum: 59 * 0.6,
      rboSum: 59 * 0.5,
      timed: 59,
      latencyMs: 59 * 4,
      longestMs: 9,
      championMs: 59 * 3,
      differenceSquares: 59,
    }),
  );

const insert = (
  metadata: Metadata,
  plan: ExperimentPlan,
  of: {
    readonly status: 'running' | 'ended';
    readonly step: number;
    readonly outcome?: string;
    readonly because?: string;
  },
): Promise<unknown> => {
  const at = new Date(STARTED_MS).toISOString();
  const { status, step, outcome = null, because = null } = of;
  return metadata
    .insertInto('experiments')
    .values({
      name: plan.name,
      plan: JSON.stringify(plan),
      status,
      step,
      created_at: at,
      started_at: at,
      ended_at: status === 'ended' ? at : null,
      outcome,
      because,
    })
    .execute();
};
