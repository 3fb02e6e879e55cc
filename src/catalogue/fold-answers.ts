import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import type { Clock } from '../domain/clock.ts';
import type { Finding } from '../domain/finding.ts';
import { hashRows, type ArtifactStore, type Home, type Tables } from '../store/index.ts';
import type { JournalledAnswer } from './answer-journal.ts';
import { parseItem } from './parse-item.ts';
import { parseUser } from './parse-user.ts';
import { readItems, readMissing, readUsers, type MissingId } from './read-tables.ts';
import { schemaDrift } from './schema-drift.ts';
import { currentSnapshot, makeCurrent, type Snapshot, type SnapshotContent } from './snapshot.ts';
import { writeItems, writeMissing, writeUsers } from './write-tables.ts';

/** Where answers are folded into a snapshot. */
export interface FoldPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
}

/** The snapshot in force afterwards. */
export interface FoldResult {
  /** `null` when there were neither answers nor a snapshot. */
  readonly snapshot: Snapshot | null;
  readonly changed: boolean;
  readonly findings: readonly Finding[];
}

/** All a snapshot holds, by id. */
interface Known {
  readonly items: Map<string, Item>;
  readonly users: Map<string, User>;
  readonly missing: Map<string, MissingId>;
}

/**
 * Makes a snapshot of the one in force and of what an API has answered since, and puts it in force.
 * A later answer counts, also that there is no such id (any more). Both kinds are `live` afterwards.
 * A snapshot that answers were added to may be used from the instant on that the first of them was:
 * what an API says of an id holds for as long as the id is in the stream.
 *
 * @param options `declareLive`: make a snapshot without any answer too, so that ids are pending
 *   instead of taken as they are
 *
 * @throws DataError `CATALOGUE_POINTER`, `ARTIFACT_CORRUPT`; UnavailableError `DISK_FULL`
 */
export async function foldAnswers(
  ports: FoldPorts,
  answers: readonly JournalledAnswer[],
  { declareLive = false }: { readonly declareLive?: boolean } = {},
): Promise<FoldResult> {
  const { home, artifacts, tables } = ports;
  const current = await currentSnapshot(home, artifacts);
  if (answers.length === 0 && (isLive(current?.manifest.content) || !declareLive))
    return { snapshot: current, changed: false, findings: [] };
  const known = await knownOf(tables, current);
  const findings = takeAnswers(known, answers);
  const [items, users, missing] = [known.items, known.users, known.missing].map(sorted) as [
    Item[],
    User[],
    MissingId[],
  ];
  const content = contentOf({ items, users, missing }, current?.manifest.content, ports.clock);
  if (current !== null && saysTheSame(current.manifest.content, content))
    return { snapshot: current, changed: false, findings };
  const draft = await artifacts.draft('catalogue');
  try {
    await writeItems(tables, join(draft.folder, 'items.parquet'), items);
    await writeUsers(tables, join(draft.folder, 'users.parquet'), users);
    await writeMissing(tables, join(draft.folder, 'missing.parquet'), missing);
    const quality = `${JSON.stringify({ findings }, null, 2)}\n`;
    await writeFile(join(draft.folder, 'quality.json'), quality);
    const snapshot = await draft.commit(content);
    makeCurrent(home, snapshot);
    return { snapshot, changed: true, findings };
  } finally {
    await draft.discard();
  }
}

async function knownOf(tables: Tables, current: Snapshot | null): Promise<Known> {
  if (current === null) return { items: new Map(), users: new Map(), missing: new Map() };
  const at = (name: string): string => join(current.folder, name);
  const items = await readItems(tables, at('items.parquet'));
  const users = await readUsers(tables, at('users.parquet'));
  const missing = current.manifest.content.missing
    ? await readMissing(tables, at('missing.parquet'))
    : [];
  return {
    items: new Map(items.map((item) => [item.itemId, item])),
    users: new Map(users.map((user) => [user.userId, user])),
    missing: new Map(missing.map((row) => [`${row.kind} ${row.id}`, row])),
  };
}

/** Takes answers, oldest first, into what is known; what is wrong with them is found. */
function takeAnswers(known: Known, answers: readonly JournalledAnswer[]): Finding[] {
  const drift = schemaDrift();
  for (const { kind, id, body, atMs } of answers.toSorted((a, b) => a.atMs - b.atMs)) {
    const key = `${kind} ${id}`;
    if (body === null) {
      known.missing.set(key, { kind, id, askedMs: atMs });
      (kind === 'item' ? known.items : known.users).delete(id);
      continue;
    }
    known.missing.delete(key);
    drift.see(kind, body);
    if (kind === 'item') {
      const item = parseItem(body);
      if (item.ok) known.items.set(id, item.value);
    } else {
      const user = parseUser(userFields(body));
      if (user.ok) known.users.set(id, user.value);
    }
  }
  return drift.findings();
}

/** The fields of an answer as text; what is not there is empty. */
function userFields(body: Readonly<Record<string, unknown>>) {
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    userId: text('user_id'),
    age: text('age'),
    occupation: text('occupation'),
    gender: text('gender'),
  };
}

const sorted = (rows: ReadonlyMap<string, unknown>): unknown[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

function contentOf(
  { items, users, missing }: { items: Item[]; users: User[]; missing: MissingId[] },
  current: SnapshotContent | undefined,
  clock: Clock,
): SnapshotContent {
  const hash = (rows: readonly object[]): string =>
    hashRows(rows.map((row) => ({ ...row }) as Json));
  const timeless = current?.timeless ?? false;
  return {
    itemsHash: hash(items),
    usersHash: hash(users),
    itemCount: items.length,
    userCount: users.length,
    itemsComplete: false,
    usersComplete: false,
    complete: false,
    timeless,
    knownFromMs: timeless ? null : isLive(current) ? current.knownFromMs : clock.nowMs(),
    missing: { hash: hash(missing), count: missing.length, items: true, users: true },
  };
}

const isLive = (content: SnapshotContent | undefined): content is SnapshotContent =>
  content?.missing !== undefined;

const saysTheSame = (a: SnapshotContent, b: SnapshotContent): boolean =>
  a.itemsHash === b.itemsHash && a.usersHash === b.usersHash && a.missing?.hash === b.missing?.hash;
