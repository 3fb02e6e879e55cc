import { randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { errorOf, messageOf, ShowrunnerError } from '../domain/errors.ts';
import type { Metadata, RunsTable } from '../store/index.ts';

/** Name of a whole run among the recorded runs of its stages. */
export const RETRAINING = 'retraining';

/** Why a run takes place and how long it may last. */
export interface Retraining {
  /** `schedule`, `drift`, `volume`, or a person's words. */
  readonly because: string;
  /** The run is ended after so long, milliseconds. */
  readonly timeoutMs: number;
}

/**
 * `held`: a gate forbade it, which is no failure; `stopped`: somebody ended it; `running` without a
 * living pipeline is one that was killed, and counts as failed as soon as the next one begins.
 */
export type RetrainingStatus = 'running' | 'done' | 'failed' | 'held' | 'stopped';

/** A run as it is remembered. */
export interface RetrainingRun {
  readonly because: string;
  /** Knowledge up to this instant, milliseconds since the epoch; `null` for all of it. */
  readonly asOfMs: number | null;
  readonly status: RetrainingStatus;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
}

const PARAMETERS = z.object({ because: z.string(), asOfMs: z.number().nullable() });
const GATES: ReadonlySet<string> = new Set(['TRAINING_BLOCKED', 'TRAINING_HELD']);

/**
 * Does the work of a run under the registry's eyes and ends it in time.
 *
 * @param work given the signal that ends it: `stop`, or the time is up
 * @throws UnavailableError `TRAINING_TIMED_OUT`; whatever `work` throws
 */
export async function recordRetraining<R>(
  ports: { readonly metadata: Metadata; readonly clock: Clock; readonly stop?: AbortSignal },
  retraining: Retraining & { readonly asOfMs: number | null },
  work: (stop: AbortSignal) => Promise<R>,
): Promise<R> {
  const { because, asOfMs, timeoutMs } = retraining;
  const runId = await begin(ports, JSON.stringify({ because, asOfMs }));
  const timeout = AbortSignal.timeout(timeoutMs);
  const stop = ports.stop === undefined ? timeout : AbortSignal.any([ports.stop, timeout]);
  try {
    const result = await work(stop);
    await finish(ports, runId, { status: 'done', error: null });
    return result;
  } catch (thrown) {
    const code = thrown instanceof ShowrunnerError ? thrown.code : null;
    const isStopped = code === 'STOPPED';
    const failure =
      isStopped && ports.stop?.aborted !== true
        ? errorOf('TRAINING_TIMED_OUT', { minutes: timeoutMs / 60_000 })
        : thrown;
    const status =
      isStopped && failure === thrown ? 'stopped' : GATES.has(code ?? '') ? 'held' : 'failed';
    await finish(ports, runId, { status, error: messageOf(failure) });
    throw failure;
  }
}

type Ports = { readonly metadata: Metadata; readonly clock: Clock };

const at = (clock: Clock): string => new Date(clock.nowMs()).toISOString();

async function begin({ metadata, clock }: Ports, parameters: string): Promise<string> {
  const row = {
    run_id: randomUUID(),
    stage: RETRAINING,
    parameters,
    status: 'running',
    started_at: at(clock),
    finished_at: null,
    output_kind: null,
    output_id: null,
    error: null,
  };
  await metadata.insertInto('runs').values(row).execute();
  return row.run_id;
}

async function finish(
  { metadata, clock }: Ports,
  runId: string,
  { status, error }: { readonly status: RetrainingStatus; readonly error: string | null },
): Promise<void> {
  await metadata
    .updateTable('runs')
    .set({ status, error, finished_at: at(clock) })
    .where('run_id', '=', runId)
    .execute();
}

/** The latest runs, the latest first. */
export async function latestRetrainings(
  metadata: Metadata,
  count: number,
): Promise<RetrainingRun[]> {
  return (await selected(metadata).limit(count).execute()).map(toRun);
}

/** The latest run that went well; `null` before the first. */
export async function lastDoneRetraining(metadata: Metadata): Promise<RetrainingRun | null> {
  const row = await selected(metadata).where('status', '=', 'done').limit(1).executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

const selected = (metadata: Metadata) =>
  metadata
    .selectFrom('runs')
    .selectAll()
    .where('stage', '=', RETRAINING)
    .orderBy('started_at', 'desc')
    .orderBy(sql`rowid`, 'desc');

const toRun = (row: Selectable<RunsTable>): RetrainingRun => ({
  ...PARAMETERS.parse(JSON.parse(row.parameters)),
  status: row.status as RetrainingStatus,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  error: row.error,
});
