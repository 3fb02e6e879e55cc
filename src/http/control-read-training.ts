import { z } from 'zod';
import { RETRAINING, retrainingStanding, type RetrainingRun } from '../pipeline/index.ts';
import type { Metadata } from '../store/index.ts';
import type { TrainingStatus } from './control-status.ts';

type Run = TrainingStatus['last'][number];

/** How many finished runs are told of. */
const LAST_RUNS = 8;
const MAX_POINTS = 60;

const PARAMETERS = z.object({ recipe: z.object({ family: z.string() }) });

/**
 * Reads what is and was trained.
 *
 * @param isAtWork whether a pipeline is alive: a run that is `running` without one was abandoned
 */
export async function readTraining(metadata: Metadata, isAtWork: boolean): Promise<TrainingStatus> {
  const rows = await metadata
    .selectFrom('runs')
    .selectAll()
    .where('stage', '!=', RETRAINING)
    .orderBy('started_at', 'desc')
    .limit(LAST_RUNS + 1)
    .execute();
  const { latest, failuresInARow } = await retrainingStanding(metadata, isAtWork);
  const curves = await lossesOf(
    metadata,
    rows.map(({ run_id }) => run_id),
  );
  const runs = rows.map((row): Run => {
    const losses = curves.get(row.run_id) ?? [];
    return {
      runId: row.run_id,
      stage: row.stage,
      family: familyOf(row.parameters),
      status: statusOf(row.status, isAtWork),
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      error: row.error,
      loss: thinned(losses),
      epochs: losses.length,
    };
  });
  const current = runs.find(({ status }) => status === 'running') ?? null;
  return {
    isAtWork,
    lastStage: await lastStage(metadata),
    current,
    last: runs.filter((run) => run !== current).slice(0, LAST_RUNS),
    failuresInARow,
    latestRun: latest === null ? null : latestRunOf(latest, isAtWork),
  };
}

const latestRunOf = (
  { because, asOfMs, status, startedAt, finishedAt, error }: RetrainingRun,
  isAtWork: boolean,
): TrainingStatus['latestRun'] => ({
  because,
  asOf: asOfMs === null ? null : new Date(asOfMs).toISOString(),
  status: status === 'running' && !isAtWork ? 'abandoned' : status,
  startedAt,
  finishedAt,
  error,
});

function statusOf(status: string, isAtWork: boolean): Run['status'] {
  if (status === 'running') return isAtWork ? 'running' : 'abandoned';
  return status === 'done' ? 'done' : 'failed';
}

function familyOf(parameters: string): string | null {
  const parsed = PARAMETERS.safeParse(JSON.parse(parameters));
  return parsed.success ? parsed.data.recipe.family : null;
}

async function lossesOf(
  metadata: Metadata,
  runIds: readonly string[],
): Promise<Map<string, number[]>> {
  const losses = new Map<string, number[]>();
  if (runIds.length === 0) return losses;
  const rows = await metadata
    .selectFrom('run_metrics')
    .select(['run_id', 'value'])
    .where('run_id', 'in', runIds)
    .where('name', '=', 'loss')
    .orderBy('step')
    .execute();
  for (const { run_id, value } of rows) losses.set(run_id, [...(losses.get(run_id) ?? []), value]);
  return losses;
}

/** At most `MAX_POINTS` of a curve, its first and last among them. */
function thinned(values: readonly number[]): number[] {
  if (values.length <= MAX_POINTS) return [...values];
  const step = (values.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, k) => values[Math.round(k * step)]!);
}

async function lastStage(metadata: Metadata): Promise<TrainingStatus['lastStage']> {
  const row = await metadata
    .selectFrom('stage_results')
    .select(['stage', 'made_at'])
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { stage: row.stage, madeAt: row.made_at };
}
