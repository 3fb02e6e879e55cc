import type { Metadata } from '../../store/index.ts';
import type { AssignmentRecord } from '../assignment.ts';
import { assignmentsOf } from '../kept-assignments.ts';

/** A version of an experiment's record with the step that it belongs to. */
export interface StepVersion {
  readonly step: number;
  /** From when on it holds by our own clock, milliseconds since the epoch. */
  readonly fromMs: number;
  /** Last event time of the log then; `null` where the log was empty. */
  readonly logMs: number | null;
  /** Champion then; `null` where there was none. */
  readonly champion: string | null;
  readonly record: AssignmentRecord;
}

/** All versions of an experiment, oldest first; none of a draft or a shadow. */
export async function stepVersions(metadata: Metadata, name: string): Promise<StepVersion[]> {
  const kept = await assignmentsOf({ metadata }, name);
  const rows = await metadata
    .selectFrom('experiment_steps')
    .selectAll()
    .where('experiment', '=', name)
    .execute();
  const of = new Map(rows.map((row) => [row.version, row]));
  return kept.flatMap(({ fromMs, record }) => {
    const row = of.get(record.version);
    if (row === undefined) return [];
    const logMs = row.log_at === null ? null : Date.parse(row.log_at);
    return { step: row.step, fromMs, logMs, champion: row.champion, record };
  });
}

/** Adds the next version, in the transaction that changes the experiment. */
export async function addStepVersion(
  transaction: Metadata,
  record: AssignmentRecord,
  {
    step,
    at,
    logMs,
  }: { readonly step: number; readonly at: string; readonly logMs: number | null },
): Promise<void> {
  const { experiment, version } = record;
  const champion = await transaction
    .selectFrom('aliases')
    .select('version')
    .where('alias', '=', 'champion')
    .executeTakeFirst();
  await transaction
    .insertInto('assignments')
    .values({ experiment, version, from_at: at, record: JSON.stringify(record) })
    .execute();
  await transaction
    .insertInto('experiment_steps')
    .values({
      experiment,
      version,
      step,
      log_at: logMs === null ? null : new Date(logMs).toISOString(),
      champion: champion?.version ?? null,
    })
    .execute();
}
