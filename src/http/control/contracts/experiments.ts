import { z } from 'zod';
import { EXPERIMENT_PLAN, WRITTEN_PLAN } from '../../../rollout/index.ts';
import type { RouteContract } from '../../route-contract.ts';
import {
  ALWAYS,
  CONFLICT,
  count,
  document,
  instant,
  MISSING,
  next,
  PAGE_QUERY,
  reason,
} from './parts.ts';
import { given, taken } from './zod-schema.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .describe('Small letters, digits and hyphens.');

const estimate = z.object({
  metric: z.string(),
  users: z.object({ control: count, treatment: count }),
  control: z.number(),
  treatment: z.number(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
});
const decision = z.object({
  decision: count,
  step: count,
  at: instant,
  action: z.enum(['continue', 'widen', 'promote', 'abort', 'stop', 'hold']),
  because: z.string(),
  factsId: z.string(),
  estimate: estimate.nullable(),
  guardrails: z.array(
    z.object({
      metric: z.string(),
      harm: z.number().nullable().describe('Harm that is certain; below 0 while none is.'),
      seen: z.number().nullable().optional().describe('Harm as it was seen.'),
    }),
  ),
  sampleRatioP: z.number(),
});
const experiment = z.object({
  name: z.string(),
  kind: z.enum(['aa', 'ab', 'canary', 'shadow']),
  treatment: z.string(),
  status: z.enum(['draft', 'running', 'ended']),
  step: count.describe('0-based step of the ramp.'),
  share: z.number().describe('Share of users in the treatment at this step; 0 unless it runs.'),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  outcome: z.string().nullable(),
  because: z.string().nullable(),
  latest: decision.nullable(),
});
const whole = experiment.extend({
  plan: EXPERIMENT_PLAN,
  decisions: z.array(decision).describe('The latest first.'),
  next,
});

const WHOLE = given(whole, 'Experiment');
const byName = taken(z.strictObject({ experiment: name }));

/** What is being tried out on users. */
export const EXPERIMENT_CONTRACTS = {
  experiments: {
    path: '/v1/experiments',
    summary: 'Experiments, the latest first.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        status: z.enum(['draft', 'running', 'ended']).optional(),
      }),
    ),
    responses: {
      200: document(
        'A page.',
        given(z.object({ experiments: z.array(experiment), next }), 'ExperimentPage'),
      ),
      ...ALWAYS,
    },
  },
  experiment: {
    path: '/v1/experiments/:experiment',
    summary: 'One experiment with its decisions.',
    access: 'read',
    params: byName,
    querystring: taken(z.strictObject(PAGE_QUERY)),
    responses: { 200: document('The experiment.', WHOLE), ...MISSING, ...ALWAYS },
  },
  experimentPower: {
    method: 'POST',
    path: '/v1/comparison/power',
    summary:
      'How many users it takes to see an effect with a given chance, before anything starts.',
    access: 'read',
    body: taken(
      z.strictObject({
        effect: z.number().gt(0).describe('Smallest difference worth seeing, in the metric.'),
        deviation: z.number().gt(0).describe('Standard deviation of the metric over users.'),
        treatmentShare: z.number().gt(0).lt(1).default(0.5),
        alpha: z.number().gt(0).lt(0.5).default(0.05),
        power: z.number().gt(0.5).lt(1).default(0.8),
        usersPerDay: z
          .number()
          .gt(0)
          .optional()
          .describe('Users who come for the first time a day.'),
      }),
    ),
    bodyLimit: 4_096,
    responses: {
      200: document(
        'The users of both arms together.',
        given(
          z.object({
            users: count,
            days: z.number().nullable().describe('null where usersPerDay is not given.'),
          }),
          'Power',
        ),
      ),
      ...ALWAYS,
    },
  },
  createExperiment: {
    method: 'POST',
    path: '/v1/experiments',
    summary: 'Write down the plan of an experiment: a draft that changes nothing yet.',
    access: 'operate',
    body: taken(z.strictObject({ plan: WRITTEN_PLAN, reason })),
    bodyLimit: 65_536,
    responses: { 200: document('The draft.', WHOLE), ...CONFLICT, ...ALWAYS },
  },
  startExperiment: {
    method: 'POST',
    path: '/v1/experiments/:experiment/start',
    summary: 'Start a draft: from now on users fall to its arms.',
    access: 'operate',
    params: byName,
    body: taken(z.strictObject({ reason })),
    bodyLimit: 4_096,
    responses: { 200: document('It runs.', WHOLE), ...MISSING, ...CONFLICT, ...ALWAYS },
  },
  stopExperiment: {
    method: 'POST',
    path: '/v1/experiments/:experiment/stop',
    summary: 'End an experiment: from now on nobody gets its treatment.',
    access: 'operate',
    params: byName,
    body: taken(
      z.strictObject({
        reason,
        ifStep: count.optional().describe('The step that is expected; another is refused.'),
      }),
    ),
    bodyLimit: 4_096,
    responses: { 200: document('It has ended.', WHOLE), ...MISSING, ...CONFLICT, ...ALWAYS },
  },
} as const satisfies Record<string, RouteContract>;
