import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Metadata } from '../store/index.ts';

/** Action in the audit: the gate judged a version that a pipeline trained. */
export const VERDICT = 'gate';

const DETAILS = z.object({
  version: z.string(),
  passed: z.boolean(),
  heldFor: z.string().nullable(),
  because: z.array(z.string()),
});

/** What the gate said of a version. */
export type KeptVerdict = Readonly<z.output<typeof DETAILS>> & {
  /** ISO 8601. */
  readonly at: string;
};

/**
 * Writes down what the gate said of a version, so that one that serves nobody can tell why.
 *
 * @param verdict `heldFor`: the experiment that kept a version that passed from its place, or `null`
 */
export async function recordVerdict(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  verdict: Omit<KeptVerdict, 'at'>,
): Promise<void> {
  await metadata
    .insertInto('audit')
    .values({
      at: new Date(clock.nowMs()).toISOString(),
      actor: 'pipeline',
      action: VERDICT,
      details: JSON.stringify(verdict),
    })
    .execute();
}

/** The latest verdict; `null` before the first. */
export async function latestVerdict(metadata: Metadata): Promise<KeptVerdict | null> {
  const row = await metadata
    .selectFrom('audit')
    .select(['at', 'details'])
    .where('action', '=', VERDICT)
    .orderBy('entry', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { at: row.at, ...verdictOf(JSON.parse(row.details))! };
}

/** The details of such an entry; `undefined` for those of another. */
export const verdictOf = (details: unknown): z.output<typeof DETAILS> | undefined =>
  DETAILS.safeParse(details).data;
