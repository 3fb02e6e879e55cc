import { championsBefore, requireVersion } from '../../registry/index.ts';
import type { ServingPorts } from '../serving-ports.ts';
import type { LoadedModel } from './load-served.ts';
import type { ModelPool } from './model-pool.ts';

/** What a champion that stands in is looked for with. */
export interface StandInParts {
  readonly metadata: ServingPorts['metadata'];
  readonly pool: ModelPool;
  /** Family of the baseline that serves, which no older one of its kind replaces; `null` without. */
  readonly baselineFamily: string | null;
  /** Tries it as a champion is tried. Rejects when it must not serve. */
  readonly tryOut: (model: LoadedModel) => Promise<unknown>;
}

/** So many are read at most: behind the last of them there is still the baseline. */
const MOST = 5;

/**
 * The latest of the champions before the present one that is whole and passes its trial, for a
 * process that starts onto a champion that cannot be loaded.
 *
 * @returns `null` where there is none
 */
export async function lastGoodChampion({
  metadata,
  pool,
  baselineFamily,
  tryOut,
}: StandInParts): Promise<LoadedModel | null> {
  for (const version of (await championsBefore(metadata)).slice(0, MOST)) {
    const registered = await requireVersion(metadata, version);
    if (registered.family === baselineFamily) return null;
    const model = await pool.obtain(registered).catch(() => null);
    if (model === null) continue;
    try {
      await tryOut(model);
      return model;
    } catch {
      pool.release(model);
    }
  }
  return null;
}
