import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf } from '../domain/errors.ts';
import {
  ARTIFACT_FOLDERS,
  writeFileDurably,
  type Artifact,
  type ArtifactStore,
  type Home,
} from '../store/index.ts';

/**
 * What a catalogue snapshot says of itself. Files: `items.parquet`, `users.parquet`, sorted by id;
 * a kind that was never given has an empty table and the count 0. One that an API answered for has
 * `missing.parquet` too, and `quality.json` with what its answers gave to find.
 */
export type SnapshotContent = {
  /** SHA-256 over the canonical JSON of the rows, sorted by id, one a line. */
  readonly itemsHash: string;
  readonly usersHash: string;
  readonly itemCount: number;
  readonly userCount: number;
  /** Whether absence from the snapshot means that there is no such id, by kind. */
  readonly itemsComplete: boolean;
  readonly usersComplete: boolean;
  /** Whether that holds for every kind that the snapshot has. */
  readonly complete: boolean;
  /** Whether what it says may be used for any instant of the past. */
  readonly timeless: boolean;
  /** The instant from which on it may be used; `null` when timeless. */
  readonly knownFromMs: number | null;
  /** Present when an API answered for one of the kinds. */
  readonly missing?: MissingFacts;
};

/** The ids that an API said there are not. */
export type MissingFacts = {
  /** SHA-256 over the rows `kind, id, asked_ms`, sorted. */
  readonly hash: string;
  readonly count: number;
  /** Whether the kind is answered for by the API, so that absence is a matter of asking. */
  readonly items: boolean;
  readonly users: boolean;
};

export type Snapshot = Artifact<SnapshotContent>;

const pointerOf = (home: Home): string =>
  join(home.root, ARTIFACT_FOLDERS.catalogue, 'current.json');

/**
 * The snapshot that is in force, `null` before the first one.
 *
 * @throws DataError `CATALOGUE_POINTER` when current.json is damaged, and as `ArtifactStore.load`
 */
export async function currentSnapshot(
  home: Home,
  artifacts: ArtifactStore,
): Promise<Snapshot | null> {
  const path = pointerOf(home);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const id = /^\{"catalogue":"([0-9a-f]{64})"\}\n$/.exec(text)?.[1];
  if (id === undefined) throw errorOf('CATALOGUE_POINTER', { path, found: text.slice(0, 100) });
  return artifacts.load<SnapshotContent>('catalogue', id);
}

/** Puts a snapshot in force, whole or not at all. */
export const makeCurrent = (home: Home, { id }: Snapshot): void =>
  writeFileDurably(pointerOf(home), `{"catalogue":"${id}"}\n`);
