import type { Json } from '../domain/canonical-json.ts';
import type { ShowrunnerError } from '../domain/errors.ts';

/** The kinds of artifact and the folder of the home that holds each. */
export const ARTIFACT_FOLDERS = {
  segment: 'lake',
  settlement: 'settlements',
  catalogue: 'catalogue',
  dataset: 'datasets',
  features: 'features',
  model: 'models',
} as const;
export type ArtifactKind = keyof typeof ARTIFACT_FOLDERS;

/** Version of the manifest's layout. */
export const MANIFEST_FORMAT = 1;

/**
 * What an artifact says of itself. Its id is the SHA-256 of (kind, format, content): everything in
 * `content` is the same on every rebuild from the same log, so hashes in it are taken over
 * canonical rows, never over file bytes. `files` guards the bytes on this disk; `info` is for
 * people (when, how long) and proves nothing.
 */
export interface Manifest<C extends Json = Json> {
  readonly kind: ArtifactKind;
  readonly format: number;
  readonly content: C;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly sizeBytes: number }>>;
  readonly info: Readonly<Record<string, Json>>;
}

/** A committed artifact: immutable, whole, on the local disk. */
export interface Artifact<C extends Json = Json> {
  readonly id: string;
  readonly kind: ArtifactKind;
  /** Absolute folder that holds the files. */
  readonly folder: string;
  readonly manifest: Manifest<C>;
}

/** An artifact in the making; invisible to everyone else until it is committed. */
export interface ArtifactDraft {
  /** Absolute folder to write the files into. */
  readonly folder: string;
  /** Hashes and syncs the files, then puts the folder in its place in one step. Making the same
   *  content twice gives the artifact that is already there. */
  commit<C extends Json>(content: C, info?: Record<string, Json>): Promise<Artifact<C>>;
  /** Removes what was written. Does nothing after a commit. */
  discard(): Promise<void>;
}

/** What stands in an artifact's place. */
export interface Examined<C extends Json = Json> {
  readonly id: string;
  /** `null` when its manifest is damaged; otherwise what it says of itself, whole or not. */
  readonly artifact: Artifact<C> | null;
  /** Why it cannot be loaded; `null` when it can. */
  readonly damage: ShowrunnerError | null;
}

/** How an artifact comes to lie in other files. */
export interface Repacking {
  /** Writes the new files, under names that the artifact does not have yet. */
  readonly write: (folder: string) => Promise<void>;
  /** Names of the files that the new ones make needless. */
  readonly drop: readonly string[];
}

/**
 * Port: content-addressed, immutable folders of files. The adapter for a remote store brings an
 * artifact to the local disk before it hands out its folder.
 */
export interface ArtifactStore {
  /** Starts a new artifact. @throws UnavailableError `DISK_FULL` */
  draft(kind: ArtifactKind): Promise<ArtifactDraft>;
  /**
   * Loads by id or by an unambiguous beginning of one; checks the manifest
   * against its id, and the files' lengths.
   * @throws NotFoundError `ARTIFACT_MISSING`; DataError `ARTIFACT_CORRUPT`, `ARTIFACT_TOO_NEW`
   */
  load<C extends Json>(kind: ArtifactKind, id: string): Promise<Artifact<C>>;
  /** Ids of everything of a kind, whole or not, sorted: little work, for those who look often. */
  ids(kind: ArtifactKind): Promise<readonly string[]>;
  /** Everything of a kind, sorted by id. Throws as `load` does. */
  list<C extends Json>(kind: ArtifactKind): Promise<Artifact<C>[]>;
  /** Everything of a kind, what cannot be loaded too, sorted by id. Never throws for damage. */
  examine<C extends Json>(kind: ArtifactKind): Promise<Examined<C>[]>;
  /**
   * Changes how an artifact lies on disk, never what it says: id, content and `info` stay. Whoever
   * loaded it before may go on reading the dropped files until `sweep`.
   * @throws UnavailableError `DISK_FULL`; the artifact is as it was then
   */
  repack<C extends Json>(artifact: Artifact<C>, change: Repacking): Promise<Artifact<C>>;
  /**
   * Removes files of the artifact's folder that its manifest does not name, once it was repacked
   * longer than `graceMs` ago. @returns their bytes
   */
  sweep(artifact: Artifact, graceMs: number): Promise<number>;
  /** Takes an artifact, whole or damaged, out of its place and keeps its files. @returns where */
  setAside(kind: ArtifactKind, id: string): Promise<string>;
  /** Reads every byte again and compares. @throws DataError `ARTIFACT_CORRUPT` */
  requireIntact(artifact: Artifact): Promise<void>;
  /** Removes an artifact. Nothing happens if it is not there. */
  remove(kind: ArtifactKind, id: string): Promise<void>;
}
