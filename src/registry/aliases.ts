import type { Json } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import type { Metadata } from '../store/index.ts';
import { requireVersion, type ModelVersion } from './versions.ts';

/** `champion` serves; `baseline` is the popularity model that answers where the champion cannot. */
export const ALIASES = ['champion', 'baseline'] as const;
export type Alias = (typeof ALIASES)[number];

type Registry = { readonly metadata: Metadata; readonly clock: Clock };

/** Why an alias moves, for the audit. */
export interface Reason {
  /** Who did it: `pipeline`, or the person at the command line. */
  readonly actor: string;
  readonly action: 'promote' | 'rollback' | 'set-baseline';
  /** Evidence or words. */
  readonly because: Json;
}

/** The version behind an alias; `null` before the first. */
export async function versionBehind(
  metadata: Metadata,
  alias: Alias,
): Promise<ModelVersion | null> {
  const row = await metadata
    .selectFrom('aliases')
    .select('version')
    .where('alias', '=', alias)
    .executeTakeFirst();
  return row === undefined ? null : requireVersion(metadata, row.version);
}

/**
 * Points an alias at a version and writes an audit row, in one transaction. Pointing it at the
 * version it has already changes and records nothing.
 *
 * @returns whether anything changed
 */
export async function pointAlias(
  { metadata, clock }: Registry,
  alias: Alias,
  { version, reason }: { readonly version: string; readonly reason: Reason },
): Promise<boolean> {
  await requireVersion(metadata, version);
  const since = new Date(clock.nowMs()).toISOString();
  return metadata.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('aliases')
      .select('version')
      .where('alias', '=', alias)
      .executeTakeFirst();
    if (before?.version === version) return false;
    await transaction
      .insertInto('aliases')
      .values({ alias, version, since })
      .onConflict((conflict) => conflict.column('alias').doUpdateSet({ version, since }))
      .execute();
    const details = { alias, from: before?.version ?? null, to: version, because: reason.because };
    await transaction
      .insertInto('audit')
      .values({
        at: since,
        actor: reason.actor,
        action: reason.action,
        details: JSON.stringify(details),
      })
      .execute();
    return true;
  });
}

/**
 * Undoes the latest promotion of the champion that has not been undone: points the alias back at
 * the version that promotion replaced. Repeating it walks further back.
 *
 * @throws ConflictError `NOTHING_TO_ROLL_BACK`
 */
export async function rollBack(
  registry: Registry,
  { actor, because }: { readonly actor: string; readonly because: string },
): Promise<{ readonly from: string; readonly to: string }> {
  const last = await lastPromotion(registry.metadata);
  if (last === undefined || last.from === null)
    throw errorOf('NOTHING_TO_ROLL_BACK', {
      found: last === undefined ? 'no champion yet' : `only the first champion, ${last.to}`,
    });
  await pointAlias(registry, 'champion', {
    version: last.from,
    reason: { actor, action: 'rollback', because },
  });
  return { from: last.to, to: last.from };
}

/** The version that a rollback would point the champion back at; `null` where there is none. */
export const versionToRollBackTo = async (metadata: Metadata): Promise<string | null> =>
  (await lastPromotion(metadata))?.from ?? null;

/**
 * Versions that were champion before the present one and were not taken back, the latest first,
 * each once.
 */
export async function championsBefore(metadata: Metadata): Promise<string[]> {
  const now = (await versionBehind(metadata, 'champion'))?.version;
  const before = (await promotions(metadata)).toReversed().flatMap(({ from }) => from ?? []);
  return [...new Set(before)].filter((version) => version !== now);
}

/** The latest promotion of the champion that was not undone. */
const lastPromotion = async (metadata: Metadata): Promise<AliasMove | undefined> =>
  (await promotions(metadata)).at(-1);

/** Promotions of the champion that were not undone, oldest first. */
async function promotions(metadata: Metadata): Promise<AliasMove[]> {
  const rows = await metadata
    .selectFrom('audit')
    .select(['action', 'details'])
    .where('action', 'in', ['promote', 'rollback'])
    .orderBy('entry')
    .execute();
  const trail = rows
    .map((row) => ({ action: row.action, ...(JSON.parse(row.details) as AliasMove) }))
    .filter((move) => move.alias === 'champion');
  return standingPromotions(trail);
}

interface AliasMove {
  readonly alias: string;
  readonly from: string | null;
  readonly to: string;
}

/** Promotions that no later rollback has undone, oldest first: each rollback takes the last off. */
function standingPromotions(trail: readonly (AliasMove & { action: string })[]): AliasMove[] {
  const standing: AliasMove[] = [];
  for (const move of trail)
    if (move.action === 'promote') standing.push(move);
    else standing.pop();
  return standing;
}
