import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import type { Clock } from '../domain/clock.ts';
import type { Finding } from '../domain/finding.ts';
import { hashRows, type ArtifactStore, type Home, type Tables } from '../store/index.ts';
import { gatherRows, type CatalogueRows } from './gather-rows.ts';
import { currentSnapshot, makeCurrent, type Snapshot, type SnapshotContent } from './snapshot.ts';
import { writeItems, writeUsers } from './write-tables.ts';

/** What a sync reads and where it goes. */
export interface SyncOptions {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  /** `null` keeps what the current snapshot has of the kind. */
  readonly items: CatalogueRows<Item> | null;
  readonly users: CatalogueRows<User> | null;
  /** Whether an id that the files lack does not exist. */
  readonly complete: boolean;
  /** Whether what the files say may be used for the past too. */
  readonly timeless: boolean;
}

/** The snapshot in force after a sync. */
export interface SyncResult {
  readonly snapshot: Snapshot;
  /** False when the files say what the snapshot said already; it stays, with its instant. */
  readonly changed: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Makes a snapshot of the given files and puts it in force.
 *
 * @throws DataError `CATALOGUE_EMPTY`, `CATALOGUE_POINTER`; UnavailableError `DISK_FULL`; what
 *   reading the rows throws
 */
export async function syncCatalogue(options: SyncOptions): Promise<SyncResult> {
  const { home, artifacts, tables, complete, timeless, clock } = options;
  const current = await currentSnapshot(home, artifacts);
  const draft = await artifacts.draft('catalogue');
  try {
    const items = await gatherPart(options.items, (item) => item.itemId);
    const users = await gatherPart(options.users, (user) => user.userId);
    const parts: Parts = {
      items: partFacts(items?.values ?? null, current?.manifest.content, 'items', complete),
      users: partFacts(users?.values ?? null, current?.manifest.content, 'users', complete),
    };
    const content = contentOf(parts, timeless, clock.nowMs());
    const findings = [...(items?.findings ?? []), ...(users?.findings ?? [])];
    if (current !== null && saysTheSame(current.manifest.content, content))
      return { snapshot: current, changed: false, findings };
    const itemsPath = join(draft.folder, 'items.parquet');
    const usersPath = join(draft.folder, 'users.parquet');
    if (items === null && current !== null)
      copyFileSync(join(current.folder, 'items.parquet'), itemsPath);
    else await writeItems(tables, itemsPath, items?.values ?? []);
    if (users === null && current !== null)
      copyFileSync(join(current.folder, 'users.parquet'), usersPath);
    else await writeUsers(tables, usersPath, users?.values ?? []);
    const snapshot = await draft.commit(content);
    makeCurrent(home, snapshot);
    return { snapshot, changed: true, findings };
  } finally {
    await draft.discard();
  }
}

interface PartFacts {
  readonly hash: string;
  readonly count: number;
  readonly complete: boolean;
}
interface Parts {
  readonly items: PartFacts;
  readonly users: PartFacts;
}

const gatherPart = <T>(
  rows: CatalogueRows<T> | null,
  idOf: (value: T) => string,
): Promise<{ values: T[]; findings: Finding[] }> | null =>
  rows === null ? null : gatherRows(rows, idOf);

/** Facts of the new rows, or those of the current snapshot where there are none. */
function partFacts(
  values: readonly (Item | User)[] | null,
  current: SnapshotContent | undefined,
  part: 'items' | 'users',
  complete: boolean,
): PartFacts {
  if (values === null && current !== undefined)
    return part === 'items'
      ? { hash: current.itemsHash, count: current.itemCount, complete: current.itemsComplete }
      : { hash: current.usersHash, count: current.userCount, complete: current.usersComplete };
  const rows = values ?? [];
  return {
    hash: hashRows(rows.map((row) => ({ ...row }) as Json)),
    count: rows.length,
    complete: rows.length > 0 && complete,
  };
}

const contentOf = ({ items, users }: Parts, timeless: boolean, nowMs: number): SnapshotContent => ({
  itemsHash: items.hash,
  usersHash: users.hash,
  itemCount: items.count,
  userCount: users.count,
  itemsComplete: items.complete,
  usersComplete: users.complete,
  complete: [items, users].every((part) => part.complete || part.count === 0),
  timeless,
  knownFromMs: timeless ? null : nowMs,
});

const saysTheSame = (a: SnapshotContent, b: SnapshotContent): boolean =>
  a.itemsHash === b.itemsHash &&
  a.usersHash === b.usersHash &&
  a.itemsComplete === b.itemsComplete &&
  a.usersComplete === b.usersComplete &&
  a.timeless === b.timeless;
