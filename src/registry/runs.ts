import { randomUUID } from 'node:crypto';
import type { Json } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { Metadata } from '../store/index.ts';

/** One execution of a stage, as the registry remembers it. */
export interface Run {
  readonly runId: string;
  readonly stage: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
}

/** What a run reports when it is done: the artifact it made, numbers by name and step. */
export interface RunResult {
  readonly output?: { readonly kind: string; readonly id: string };
  readonly metrics?: readonly {
    readonly name: string;
    readonly step: number;
    readonly value: number;
  }[];
}

const at = (clock: Clock): string => new Date(clock.nowMs()).toISOString();

/**
 * Runs a piece of work under the registry's eyes: its parameters are written before it starts, its
 * result or its failure afterwards. Failures are passed on.
 */
export async function recordRun<R extends RunResult>(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  { stage, parameters }: { readonly stage: string; readonly parameters: Json },
  work: (runId: string) => Promise<R>,
): Promise<R & { readonly runId: string }> {
  const runId = randomUUID();
  await metadata
    .insertInto('runs')
    .values({
      run_id: runId,
      stage,
      parameters: JSON.stringify(parameters),
      status: 'running',
      started_at: at(clock),
      finished_at: null,
      output_kind: null,
      output_id: null,
      error: null,
    })
    .execute();
  try {
    const result = await work(runId);
    await finish(metadata, runId, { result, finishedAt: at(clock) });
    return { ...result, runId };
  } catch (thrown) {
    await metadata
      .updateTable('runs')
      .set({ status: 'failed', finished_at: at(clock), error: messageOf(thrown) })
      .where('run_id', '=', runId)
      .execute();
    throw thrown;
  }
}

async function finish(
  metadata: Metadata,
  runId: string,
  { result, finishedAt }: { readonly result: RunResult; readonly finishedAt: string },
): Promise<void> {
  await metadata.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('runs')
      .set({
        status: 'done',
        finished_at: finishedAt,
        output_kind: result.output?.kind ?? null,
        output_id: result.output?.id ?? null,
      })
      .where('run_id', '=', runId)
      .execute();
    for (const metric of result.metrics ?? [])
      await transaction
        .insertInto('run_metrics')
        .values({ run_id: runId, ...metric })
        .execute();
  });
}

/**
 * Marks runs that are still `running` as failed. Call it while holding the training lock: nobody
 * else can be running then, so whoever wrote them is gone.
 *
 * @returns how many there were
 */
export async function closeAbandonedRuns(metadata: Metadata, clock: Clock): Promise<number> {
  const result = await metadata
    .updateTable('runs')
    .set({
      status: 'failed',
      finished_at: at(clock),
      error: 'the process ended before the run did',
    })
    .where('status', '=', 'running')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** All runs, the latest first. */
export async function listRuns(metadata: Metadata): Promise<Run[]> {
  const rows = await metadata
    .selectFrom('runs')
    .selectAll()
    .orderBy('started_at', 'desc')
    .execute();
  return rows.map((row) => ({
    runId: row.run_id,
    stage: row.stage,
    status: row.status as Run['status'],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
  }));
}
