import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorOf } from '../../domain/errors.ts';
import { usersForPower } from '../../math/sequence-power.ts';
import {
  completePlan,
  createExperiment,
  endExperiment,
  EXPERIMENT_PLAN,
  startExperiment,
  type ExperimentPlan,
} from '../../rollout/index.ts';
import type { Metadata } from '../../store/index.ts';
import type { StatusKeeper } from '../control-keeper.ts';
import type { TypeOf } from '../typed-schema.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { EXPERIMENT_CONTRACTS } from './contracts/experiments.ts';
import { pageOf } from './cursors.ts';

type Told = TypeOf<
  (typeof EXPERIMENT_CONTRACTS.experiments.responses)[200]['schema']
>['experiments'][number];
type ToldDecision = NonNullable<Told['latest']>;

/** What a decision rests on, as far as this version knows its form. */
const EVIDENCE = z.object({
  because: z.string(),
  estimate: z
    .object({
      metric: z.string(),
      users: z.object({ control: z.int(), treatment: z.int() }),
      control: z.number(),
      treatment: z.number(),
      difference: z.number(),
      low: z.number(),
      high: z.number(),
    })
    .nullable()
    .catch(null),
  guardrails: z
    .array(
      z.object({
        metric: z.string(),
        harm: z.number().nullable(),
        seen: z.number().nullable().optional(),
      }),
    )
    .catch([]),
  sampleRatioP: z.number().catch(1),
});

/** Adds what is tried out on users. */
export function addExperimentRoutes(
  app: FastifyInstance,
  { metadata, clock }: ControlParts,
  keeper: StatusKeeper,
): void {
  addControlRoute(app, EXPERIMENT_CONTRACTS.experiments, async ({ query }) => {
    const all = await experimentsOf(metadata);
    const fitting = all.filter(({ status }) => [undefined, status].includes(query.status));
    const { entries, next } = pageOf(fitting, query, ({ name }) => name);
    const told = await Promise.all(
      entries.map(async ({ plan: _plan, ...experiment }) => ({
        ...experiment,
        latest: (await decisionsOf(metadata, experiment.name))[0] ?? null,
      })),
    );
    return { experiments: told, next };
  });
  const one = async (name: string, page: { limit: number; cursor?: string | undefined }) => {
    const found = (await experimentsOf(metadata)).find((known) => known.name === name);
    if (found === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'experiment', id: name });
    const decisions = await decisionsOf(metadata, name);
    const { entries, next } = pageOf(decisions, page, ({ decision }) => String(decision));
    return { ...found, latest: decisions[0] ?? null, decisions: entries, next };
  };
  addControlRoute(app, EXPERIMENT_CONTRACTS.experiment, ({ params, query }) =>
    one(params.experiment, query),
  );
  addControlRoute(app, EXPERIMENT_CONTRACTS.experimentPower, ({ body }) => {
    const { power, usersPerDay, ...comparison } = body;
    const users = Math.ceil(usersForPower(comparison, power));
    return { users, days: usersPerDay === undefined ? null : users / usersPerDay };
  });
  const ports = { metadata, clock };
  addControlRoute(app, EXPERIMENT_CONTRACTS.createExperiment, async ({ body, caller }) => {
    const by = { actor: caller.actor, because: body.reason };
    await createExperiment(ports, completePlan(body.plan), by);
    return one(body.plan.name, FIRST);
  });
  addControlRoute(app, EXPERIMENT_CONTRACTS.startExperiment, async (request) => {
    const { params, body, caller } = request;
    const by = { actor: caller.actor, because: body.reason };
    const { lastEventAt } = (await keeper.current()).stream;
    const logMs = lastEventAt === null ? null : Date.parse(lastEventAt);
    await startExperiment(ports, params.experiment, { by, logMs });
    return one(params.experiment, FIRST);
  });
  addControlRoute(app, EXPERIMENT_CONTRACTS.stopExperiment, async (request) => {
    const { params, body, caller } = request;
    const by = { actor: caller.actor, because: body.reason };
    const step = body.ifStep === undefined ? {} : { step: body.ifStep };
    await endExperiment(ports, params.experiment, { outcome: 'stopped', by, ...step });
    return one(params.experiment, FIRST);
  });
}

const FIRST = { limit: 50 };

/** All experiments, the latest first. */
async function experimentsOf(
  metadata: Metadata,
): Promise<(Omit<Told, 'latest'> & { readonly plan: ExperimentPlan })[]> {
  const rows = await metadata
    .selectFrom('experiments')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('name')
    .execute();
  return rows.map((row) => {
    const plan = EXPERIMENT_PLAN.parse(JSON.parse(row.plan));
    return {
      name: row.name,
      kind: plan.kind,
      treatment: plan.treatment,
      status: row.status as Told['status'],
      step: row.step,
      share: row.status === 'running' && plan.kind !== 'shadow' ? (plan.ramp[row.step] ?? 0) : 0,
      createdAt: row.created_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      outcome: row.outcome,
      because: row.because,
      plan,
    };
  });
}

/** What was decided of an experiment, the latest first. */
async function decisionsOf(metadata: Metadata, experiment: string): Promise<ToldDecision[]> {
  const rows = await metadata
    .selectFrom('experiment_decisions')
    .selectAll()
    .where('experiment', '=', experiment)
    .orderBy('decision', 'desc')
    .execute();
  return rows.map((row) => ({
    decision: row.decision,
    step: row.step,
    at: row.at,
    action: row.action as ToldDecision['action'],
    factsId: row.facts_id,
    ...EVIDENCE.parse(JSON.parse(row.evidence)),
  }));
}
