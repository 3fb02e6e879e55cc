import { z } from 'zod';
import { isRoleHeld, type Home, type Metadata } from '../../store/index.ts';

const PARAMETERS = z.object({
  dataset: z.string().optional(),
  recipe: z
    .object({ family: z.string(), configuration: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

/** A run as it is told. */
export interface ToldRun {
  readonly runId: string;
  readonly stage: string;
  readonly family: string | null;
  readonly status: 'running' | 'done' | 'failed' | 'abandoned';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly seconds: number | null;
  readonly error: string | null;
  readonly datasetId: string | null;
  readonly version: string | null;
  readonly metrics: Record<string, number>;
}

/** A run with everything that was written down of it. */
export interface KeptRun extends ToldRun {
  readonly parameters: unknown;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly output: { readonly kind: string; readonly id: string } | null;
}

/** All runs, the latest first. A run that is `running` without a pipeline was abandoned. */
export async function keptRuns(home: Home, metadata: Metadata): Promise<KeptRun[]> {
  const rows = await metadata
    .selectFrom('runs')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .execute();
  const versions = new Map(
    (await metadata.selectFrom('model_versions').select(['run_id', 'version']).execute()).map(
      ({ run_id, version }) => [run_id, version],
    ),
  );
  const metrics = await lastMetrics(metadata);
  const isAtWork = isRoleHeld(home, 'train');
  return rows.map((row) => {
    const parameters = JSON.parse(row.parameters) as unknown;
    const known = PARAMETERS.safeParse(parameters).data;
    return {
      runId: row.run_id,
      stage: row.stage,
      family: known?.recipe?.family ?? null,
      status: statusOf(row.status, isAtWork),
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      seconds: secondsOf(row.started_at, row.finished_at),
      error: row.error,
      datasetId: known?.dataset ?? null,
      version: versions.get(row.run_id) ?? null,
      metrics: metrics.get(row.run_id) ?? {},
      parameters,
      configuration: known?.recipe?.configuration ?? {},
      output:
        row.output_kind === null || row.output_id === null
          ? null
          : { kind: row.output_kind, id: row.output_id },
    };
  });
}

function statusOf(status: string, isAtWork: boolean): ToldRun['status'] {
  if (status === 'running') return isAtWork ? 'running' : 'abandoned';
  return status === 'done' ? 'done' : 'failed';
}

const secondsOf = (from: string, to: string | null): number | null =>
  to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;

/** The last value of each metric, by run. */
async function lastMetrics(metadata: Metadata): Promise<Map<string, Record<string, number>>> {
  const rows = await metadata
    .selectFrom('run_metrics')
    .select(['run_id', 'name', 'value'])
    .orderBy('step')
    .execute();
  const last = new Map<string, Record<string, number>>();
  for (const { run_id, name, value } of rows) {
    const own = last.get(run_id) ?? {};
    own[name] = value;
    last.set(run_id, own);
  }
  return last;
}

/** All values of a run's metrics by step. */
export async function curvesOf(
  metadata: Metadata,
  runId: string,
): Promise<{ name: string; points: { step: number; value: number }[] }[]> {
  const rows = await metadata
    .selectFrom('run_metrics')
    .select(['name', 'step', 'value'])
    .where('run_id', '=', runId)
    .orderBy('name')
    .orderBy('step')
    .execute();
  return Object.entries(Object.groupBy(rows, ({ name }) => name)).map(([name, points]) => ({
    name,
    points: points!.map(({ step, value }) => ({ step, value })),
  }));
}
