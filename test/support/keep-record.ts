import type { AssignmentRecord } from '../../src/rollout/index.ts';
import type { Metadata } from '../../src/store/index.ts';

/** Puts an assignment on record as of an instant: tests choose the salt, so that arms are known. */
export async function keepRecord(
  metadata: Metadata,
  record: AssignmentRecord,
  fromMs: number,
): Promise<void> {
  await metadata
    .insertInto('assignments')
    .values({
      experiment: record.experiment,
      version: record.version,
      from_at: new Date(fromMs).toISOString(),
      record: JSON.stringify(record),
    })
    .execute();
}
