import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import {
  ARTIFACT_FOLDERS,
  lockRole,
  type ArtifactKind,
  type ArtifactStore,
  type Home,
  type Metadata,
} from '../../store/index.ts';
import { factsFolders, isFacts } from '../../rollout/index.ts';
import { keep, type Inventory, type Kept, type RetentionLimits } from './keep.ts';
import { oldPaths, sizeOf } from './old-files.ts';
import { takeInventory } from './take-inventory.ts';

/** What may go. `null` keeps everything. */
export interface RetentionPolicy extends RetentionLimits {
  /**
   * Exposure logs, by days since they were last written; and facts of experiments, which hold ids of
   * users just so. Without its facts a past decision cannot be made again; it stays in the record.
   */
  readonly exposureDays: number | null;
  /** What rebuilds and repairs of the home set aside, by days. */
  readonly setAsideDays: number | null;
}

export interface RetainOptions {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  readonly clock: Clock;
  readonly policy: RetentionPolicy;
  /** Say what would go, and keep it. */
  readonly dryRun: boolean;
}

/** What went, or would go: how many and how many bytes, by kind. */
export type Retired = Readonly<Record<string, { readonly count: number; readonly bytes: number }>>;

/**
 * Removes what no promise needs any more. Receipts go first, for models that only they name may
 * then go too. The lake is never touched: it is the truth.
 *
 * @throws ConflictError `HOME_LOCKED` while a pipeline runs, which may be about to use what goes
 */
export async function retain(options: RetainOptions): Promise<Retired> {
  const { home, artifacts, policy, clock } = options;
  const lock = lockRole(home, 'train');
  try {
    const nowMs = clock.nowMs();
    const exposures = oldPaths(home.exposures, { days: policy.exposureDays, nowMs });
    const facts = factsFolders(home).flatMap((folder) =>
      oldPaths(folder, { days: policy.exposureDays, nowMs }).filter(({ path }) => isFacts(path)),
    );
    const aside = oldPaths(join(home.root, 'set-aside'), { days: policy.setAsideDays, nowMs });
    const retired: Record<string, { count: number; bytes: number }> = {};
    for (const [kind, paths] of Object.entries({
      exposures,
      'experiment-facts': facts,
      'set-aside': aside,
    })) {
      retired[kind] = { count: paths.length, bytes: paths.reduce((s, p) => s + p.sizeBytes, 0) };
      if (!options.dryRun) for (const { path } of paths) await rm(path, { recursive: true });
    }
    const inventory = await takeInventory(options, new Set(exposures.map(({ path }) => path)));
    for (const [kind, ids] of retiredIds(inventory, keep(inventory, policy))) {
      const folders = ids.map((id) => join(home.root, ARTIFACT_FOLDERS[kind], id));
      retired[kind] = { count: ids.length, bytes: folders.reduce((s, f) => s + sizeOf(f), 0) };
      if (!options.dryRun) for (const id of ids) await artifacts.remove(kind, id);
    }
    return retired;
  } finally {
    lock.release();
  }
}

/** Models first, so that nothing is left whose origin is gone. */
function retiredIds(inventory: Inventory, kept: Kept): [ArtifactKind, string[]][] {
  const beyond = (kind: keyof Kept, ids: readonly string[]): [ArtifactKind, string[]] => [
    kind,
    ids.filter((id) => !kept[kind].has(id)),
  ];
  const idsOf = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);
  return [
    beyond('model', idsOf(inventory.models)),
    beyond('features', idsOf(inventory.features)),
    beyond('dataset', idsOf(inventory.datasets)),
    beyond('catalogue', inventory.catalogueIds),
  ];
}
