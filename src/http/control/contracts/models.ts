// Contracts of what the control server tells of models and runs. Long, because it is one table of
// routes with their schemas and nothing else.
import { z } from 'zod';
import type { RouteContract } from '../../route-contract.ts';
import {
  ALWAYS,
  CONFLICT,
  count,
  document,
  instant,
  MISSING,
  next,
  ONCE,
  PAGE_QUERY,
  reason,
} from './parts.ts';
import { OPERATION_SCHEMA } from './operations.ts';
import { given, taken } from './zod-schema.ts';

const version = z
  .string()
  .regex(/^[a-z0-9-]{1,40}\/\d{1,9}$/)
  .describe('A registered version, such as als/3.');

const ifChampion = version
  .nullable()
  .describe('The champion that is expected; null: none. Another one is refused with 409.');

const summary = z.object({
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const difference = z.object({
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  users: count,
});

const run = z.object({
  runId: z.string(),
  stage: z.string(),
  family: z.string().nullable(),
  status: z.enum(['running', 'done', 'failed', 'abandoned']),
  startedAt: instant,
  finishedAt: instant.nullable(),
  seconds: z.number().nullable().describe('null while it runs.'),
  error: z.string().nullable(),
  datasetId: z.string().nullable(),
  version: z.string().nullable().describe('What it was registered as.'),
  metrics: z.record(z.string(), z.number()).describe('The last value of each.'),
});
const wholeRun = run.extend({
  parameters: z.unknown().describe('Recipe, dataset, seed and code, as they were written down.'),
  output: z.object({ kind: z.string(), id: z.string() }).nullable(),
  curves: z.array(
    z.object({
      name: z.string(),
      points: z.array(z.object({ step: z.int(), value: z.number() })),
    }),
  ),
  cost: z
    .object({
      seconds: z.number(),
      cpuSeconds: z.number(),
      peakMemoryBytes: z.number(),
      readBytes: z.number().nullable(),
    })
    .nullable()
    .describe('What the step took of the machine; null where it was not measured.'),
  evaluation: z.unknown().describe('evaluation.json of the model that it made; null without one.'),
});

const evaluation = z.object({
  metric: z.string(),
  users: count,
  model: summary.extend({ family: z.string() }),
  popularity: summary.nullable(),
  againstPopularity: difference.nullable(),
});
const model = z.object({
  version: z.string(),
  family: z.string(),
  number: count,
  modelId: z.string(),
  datasetId: z.string(),
  runId: z.string(),
  createdAt: instant,
  aliases: z.array(z.enum(['champion', 'baseline'])),
  evaluation: evaluation.nullable().describe('When it was judged; null where it was not.'),
});
const behaviour = z.object({
  name: z.string(),
  outcome: z.enum(['held', 'broken', 'doubtful', 'skipped']),
  found: z.string(),
});

const trial = z.object({
  configuration: z.record(z.string(), z.unknown()),
  rungs: z
    .array(z.object({ rung: count, ndcg: z.number().nullable() }))
    .describe('The mean on the windows of each rung that it reached.'),
  runIds: z.array(z.string()),
});

/** What was trained, what is registered and who serves. */
export const MODEL_CONTRACTS = {
  runs: {
    path: '/v1/runs',
    summary: 'Runs, sorted and filtered.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        stage: z.string().max(60).optional(),
        family: z.string().max(60).optional(),
        status: z.enum(['running', 'done', 'failed', 'abandoned']).optional(),
        sort: z
          .enum(['startedAt', 'seconds', 'stage', 'family', 'status', 'ndcg', 'loss'])
          .default('startedAt')
          .describe('What they are sorted by; without a value they come last.'),
        order: z.enum(['ascending', 'descending']).default('descending'),
      }),
    ),
    responses: {
      200: document(
        'A page.',
        given(
          z.object({
            total: count.describe('Of all that fit the filters.'),
            stages: z.array(z.string()),
            families: z.array(z.string()),
            runs: z.array(run),
            next,
          }),
          'RunPage',
        ),
      ),
      ...ALWAYS,
    },
  },
  compareRuns: {
    path: '/v1/comparison/runs',
    summary: 'Several runs beside each other, each in full.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ids: z.array(z.uuid()).min(1).max(20).describe('1 to 20 run ids, separated by commas.'),
      }),
    ),
    responses: {
      200: document(
        'The runs in the order asked for.',
        given(
          z.object({
            runs: z.array(wholeRun),
            differing: z
              .array(z.object({ field: z.string(), values: z.array(z.unknown()) }))
              .describe('Fields of the configuration that are not the same in all.'),
          }),
          'RunComparison',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  run: {
    path: '/v1/runs/:runId',
    summary: 'One run: parameters, metrics by step, cost.',
    access: 'read',
    params: taken(z.strictObject({ runId: z.uuid() })),
    responses: { 200: document('The run.', given(wholeRun, 'Run')), ...MISSING, ...ALWAYS },
  },
  models: {
    path: '/v1/models',
    summary: 'Registered versions, the latest first, and who serves.',
    access: 'read',
    querystring: taken(z.strictObject({ ...PAGE_QUERY, family: z.string().max(60).optional() })),
    responses: {
      200: document(
        'A page.',
        given(
          z.object({
            champion: z.string().nullable(),
            baseline: z.string().nullable(),
            previousChampion: z
              .string()
              .nullable()
              .describe('What a rollback would put in its place; null where there is nothing.'),
            families: z.array(z.string()),
            total: count,
            models: z.array(model),
            next,
          }),
          'ModelPage',
        ),
      ),
      ...ALWAYS,
    },
  },
  model: {
    path: '/v1/models/:family/:number',
    summary: 'One version: card, evaluation, gate, behaviour, and what it serves as.',
    access: 'read',
    params: taken(
      z.strictObject({
        family: z.string().regex(/^[a-z0-9-]{1,40}$/),
        number: z.string().regex(/^\d{1,9}$/),
      }),
    ),
    responses: {
      200: document(
        'The version.',
        given(
          model.extend({
            recipe: z.object({
              family: z.string(),
              configuration: z.record(z.string(), z.unknown()),
            }),
            seed: z.number(),
            asOf: instant,
            items: count,
            sizeBytes: z.number().nullable(),
            trainSeconds: z.number().nullable(),
            code: z.unknown(),
            curve: z.array(z.object({ epoch: z.number(), loss: z.number() })),
            card: z.string().describe('The model card, Markdown; empty where it is gone.'),
            judgement: z
              .unknown()
              .describe('evaluation.json in full; null where it was not judged.'),
            gate: z
              .object({
                promote: z.boolean(),
                reasons: z.array(z.string()),
                at: instant,
              })
              .nullable()
              .describe(
                'What the gate said when it became champion or was kept from it; null unknown.',
              ),
            behaviour: z
              .array(behaviour)
              .nullable()
              .describe(
                'What the behaviour checks found; null where nobody looked or it is forgotten.',
              ),
            history: z
              .array(
                z.object({
                  entry: count,
                  at: instant,
                  actor: z.string(),
                  action: z.string(),
                  details: z.unknown(),
                }),
              )
              .describe('Changes of aliases that concern it, the latest first.'),
          }),
          'Model',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  promote: {
    method: 'POST',
    path: '/v1/models/champion',
    summary: 'Make a version champion if it passes the gate; the gate may take minutes.',
    access: 'operate',
    headers: ONCE,
    body: taken(z.strictObject({ version, reason, ifChampion })),
    bodyLimit: 4_096,
    responses: {
      202: document('The gate looks at it.', OPERATION_SCHEMA),
      ...MISSING,
      ...CONFLICT,
      ...ALWAYS,
    },
  },
  rollback: {
    method: 'POST',
    path: '/v1/models/rollback',
    summary: 'Undo the latest promotion that was not undone: at once, without the gate.',
    access: 'operate',
    headers: ONCE,
    body: taken(z.strictObject({ reason, ifChampion })),
    bodyLimit: 4_096,
    responses: {
      200: document('Done.', given(z.object({ from: z.string(), to: z.string() }), 'Rollback')),
      ...CONFLICT,
      ...ALWAYS,
    },
  },
  retrain: {
    method: 'POST',
    path: '/v1/retraining',
    summary: 'Run the pipeline now, on everything that was read: dataset, judging, training, gate.',
    access: 'operate',
    headers: ONCE,
    body: taken(z.strictObject({ reason })),
    bodyLimit: 4_096,
    responses: { 202: document('It is under way.', OPERATION_SCHEMA), ...CONFLICT, ...ALWAYS },
  },
  tunes: {
    path: '/v1/tunes',
    summary: 'What tuning tried, by family and dataset, and the recipes that were kept.',
    access: 'read',
    responses: {
      200: document(
        'The tunings, the latest first.',
        given(
          z.object({
            kept: z.array(
              z.object({
                name: z.string(),
                family: z.string(),
                configuration: z.record(z.string(), z.unknown()),
              }),
            ),
            tunes: z.array(
              z.object({
                family: z.string(),
                datasetId: z.string(),
                startedAt: instant,
                finishedAt: instant.nullable(),
                fields: z.array(z.string()).describe('Those that differ between the trials.'),
                trials: z.array(trial).describe('The best first.'),
              }),
            ),
          }),
          'Tunes',
        ),
      ),
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
