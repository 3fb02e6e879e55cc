import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import type { ModelContent } from '../../registry/index.ts';
import { addControlRoute, type ControlRequest } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { MODEL_CONTRACTS } from './contracts/models.ts';
import { pageOf } from './cursors.ts';
import { curvesOf, keptRuns, type KeptRun, type ToldRun } from './kept-runs.ts';

type RunQuery = ControlRequest<typeof MODEL_CONTRACTS.runs>['query'];

/** Adds the runs: sorted, filtered, one by one and beside each other. */
export function addRunRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { home, metadata } = parts;
  addControlRoute(app, MODEL_CONTRACTS.runs, async ({ query }) => {
    const all = await keptRuns(home, metadata);
    const fitting = all.filter((run) => fits(run, query)).sort(orderOf(query));
    const { entries, next } = pageOf(fitting, query, ({ runId }) => runId);
    return {
      total: fitting.length,
      stages: distinct(all.map(({ stage }) => stage)),
      families: distinct(all.flatMap(({ family }) => family ?? [])),
      runs: entries.map(toldOf),
      next,
    };
  });
  addControlRoute(app, MODEL_CONTRACTS.run, async ({ params: { runId } }) => {
    const run = (await keptRuns(home, metadata)).find((known) => known.runId === runId);
    if (run === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'run', id: runId });
    return wholeOf(parts, run);
  });
  addControlRoute(app, MODEL_CONTRACTS.compareRuns, async ({ query: { ids } }) => {
    const all = await keptRuns(home, metadata);
    const runs = ids.map((id) => {
      const run = all.find(({ runId }) => runId === id);
      if (run === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'run', id });
      return run;
    });
    return {
      runs: await Promise.all(runs.map((run) => wholeOf(parts, run))),
      differing: differingOf(runs),
    };
  });
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].sort();

const fits = (run: ToldRun, { stage, family, status }: RunQuery): boolean =>
  (stage === undefined || run.stage === stage) &&
  (family === undefined || run.family === family) &&
  (status === undefined || run.status === status);

/** What has no value comes last in both directions; equals keep the latest first. */
function orderOf({ sort, order }: RunQuery): (a: ToldRun, b: ToldRun) => number {
  const valueOf = (run: ToldRun): string | number | null =>
    sort === 'ndcg' || sort === 'loss' ? (run.metrics[sort] ?? null) : run[sort];
  const sign = order === 'ascending' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x === y ? 0 : x < y ? -sign : sign;
  };
}

const toldOf = ({
  parameters: _parameters,
  configuration: _configuration,
  output: _output,
  ...run
}: KeptRun): ToldRun => run;

async function wholeOf(parts: ControlParts, run: KeptRun) {
  return {
    ...toldOf(run),
    parameters: run.parameters,
    output: run.output,
    curves: await curvesOf(parts.metadata, run.runId),
    cost: await costOf(parts, run),
    evaluation: await evaluationOf(parts, run),
  };
}

/** What the step around a run took: the one that began last before it and ended after it began. */
async function costOf({ metadata }: ControlParts, { stage, startedAt }: KeptRun) {
  const row = await metadata
    .selectFrom('step_costs')
    .selectAll()
    .where('step', 'like', `${stage}%`)
    .where('started_at', '<=', startedAt)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const endMs = Date.parse(row.started_at) + row.seconds * 1000;
  if (endMs < Date.parse(startedAt)) return null;
  return {
    seconds: row.seconds,
    cpuSeconds: row.cpu_seconds,
    peakMemoryBytes: row.peak_memory_bytes,
    readBytes: row.read_bytes,
  };
}

/** `evaluation.json` of the model that a run made, as far as it is still there. */
async function evaluationOf({ artifacts }: ControlParts, { output }: KeptRun): Promise<unknown> {
  if (output?.kind !== 'model' || !(await artifacts.ids('model')).includes(output.id)) return null;
  const { folder } = await artifacts.load<ModelContent>('model', output.id);
  const path = join(folder, 'evaluation.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

function differingOf(runs: readonly KeptRun[]): { field: string; values: unknown[] }[] {
  const fields = [...new Set(runs.flatMap(({ configuration }) => Object.keys(configuration)))];
  return fields
    .map((field) => ({
      field,
      values: runs.map(({ configuration }) => configuration[field] ?? null),
    }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}
