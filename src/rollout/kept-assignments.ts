import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Metadata } from '../store/index.ts';
import type { AssignmentRecord } from './assignment.ts';
import { HOLDOUT, holdoutRateOf, holdoutRecord } from './holdout.ts';

/** A record with the instant from which it holds, until that of the next version. */
export interface KeptAssignment {
  /** Our own clock, milliseconds since the epoch. */
  readonly fromMs: number;
  readonly record: AssignmentRecord;
}

const RECORD = z.strictObject({
  experiment: z.string(),
  version: z.int().min(1),
  salt: z.string(),
  layer: z.strictObject({ salt: z.string(), from: z.number(), to: z.number() }),
  arms: z
    .array(
      z.strictObject({ name: z.string(), share: z.number(), serves: z.string().exactOptional() }),
    )
    .min(1),
  assignedBy: z.literal('provider').exactOptional(),
  overrides: z.record(z.string(), z.string()),
});

type Kept = { readonly metadata: Metadata };

/** All versions of an experiment, oldest first. */
export async function assignmentsOf(
  { metadata }: Kept,
  experiment: string,
): Promise<readonly KeptAssignment[]> {
  const rows = await metadata
    .selectFrom('assignments')
    .select(['from_at', 'record'])
    .where('experiment', '=', experiment)
    .orderBy('version')
    .execute();
  return rows.map(({ from_at, record }) => ({
    fromMs: Date.parse(from_at),
    record: RECORD.parse(JSON.parse(record)),
  }));
}

/**
 * Has the holdout take a share of the users from now on: a next version of its record where the
 * share is another than before. Whoever was in it stays in it while the share does not fall.
 *
 * @param rate in [0, MAX_HOLDOUT_RATE]
 * @returns the record that holds
 */
export async function setHoldout(
  { metadata, clock }: Kept & { readonly clock: Clock },
  rate: number,
): Promise<AssignmentRecord> {
  const last = (await assignmentsOf({ metadata }, HOLDOUT)).at(-1)?.record;
  if (last !== undefined && holdoutRateOf(last) === rate) return last;
  const record = holdoutRecord({
    version: (last?.version ?? 0) + 1,
    salt: last?.salt ?? randomBytes(16).toString('hex'),
    rate,
  });
  // Of several processes that start at once, one writes the version, and all go by what is there.
  await metadata
    .insertInto('assignments')
    .values({
      experiment: record.experiment,
      version: record.version,
      from_at: new Date(clock.nowMs()).toISOString(),
      record: JSON.stringify(record),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await assignmentsOf({ metadata }, HOLDOUT)).at(-1)!.record;
}

/** As `setHoldout`, but leaves what is there, where there is anything, when no share is asked for. */
export async function openHoldout(
  ports: Kept & { readonly clock: Clock },
  { rate, otherwise }: { readonly rate: number | null; readonly otherwise: number },
): Promise<AssignmentRecord> {
  const last = (await assignmentsOf(ports, HOLDOUT)).at(-1)?.record;
  return rate === null && last !== undefined ? last : setHoldout(ports, rate ?? otherwise);
}
