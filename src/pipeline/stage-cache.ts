import type { Json } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import { hashOf, type Metadata } from '../store/index.ts';
import { codeVersion } from './code-version.ts';

/** What a stage depends on. Equal keys promise equal results. */
export interface StageKey {
  readonly stage: string;
  /** Ids of artifacts and hashes of everything else it reads. */
  readonly inputs: Json;
  readonly parameters: Json;
}

/** The stage's result, and whether it had to be made. */
export interface StageOutcome<R> {
  readonly result: R;
  readonly cached: boolean;
}

/**
 * Gives the result that a stage had for the same inputs, parameters, code and runtime, or runs the
 * stage and remembers what it gave. A remembered result counts only while `stillThere` says that
 * what it names exists.
 *
 * @param options.force runs the stage whatever is remembered
 */
export async function cachedStage<R extends Json>(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  key: StageKey,
  options: {
    readonly force: boolean;
    readonly stillThere: (result: R) => Promise<boolean>;
    readonly make: () => Promise<R>;
  },
): Promise<StageOutcome<R>> {
  const { sources, runtime } = codeVersion();
  const hash = hashOf({ ...key, code: sources, runtime });
  if (!options.force) {
    const result = await remembered<R>(metadata, hash);
    if (result !== null && (await options.stillThere(result))) return { result, cached: true };
  }
  const result = await options.make();
  const row = {
    key: hash,
    stage: key.stage,
    result: JSON.stringify(result),
    made_at: new Date(clock.nowMs()).toISOString(),
  };
  await metadata
    .insertInto('stage_results')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  return { result, cached: false };
}

async function remembered<R>(metadata: Metadata, key: string): Promise<R | null> {
  const row = await metadata
    .selectFrom('stage_results')
    .select('result')
    .where('key', '=', key)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.result) as R);
}

/**
 * What a stage gave for a key with this code and runtime; `null` where it was never run so. Nothing
 * is made anew.
 */
export async function stageResult<R extends Json>(
  metadata: Metadata,
  key: StageKey,
): Promise<R | null> {
  const { sources, runtime } = codeVersion();
  return remembered<R>(metadata, hashOf({ ...key, code: sources, runtime }));
}
