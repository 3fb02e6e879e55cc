import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unreadable } from './file-source-bytes.ts';
import { zipMembers } from './zip.ts';

const CHUNK_BYTES = 1 << 20;

/** Files under names, in a folder or in a zip archive. */
export interface Members {
  /** Path of the folder or archive, for messages. */
  readonly path: string;
  /** Names with their folders, `/` between. */
  readonly names: readonly string[];
  /** Bytes of one of them, unpacked. */
  sizeOf(name: string): Promise<number>;
  /** The content of one of them, in pieces. */
  open(name: string): AsyncIterable<Uint8Array>;
}

/**
 * Opens a folder (with the folders directly below it) or a zip archive.
 *
 * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `FILE_DAMAGED`
 */
export async function openMembers(path: string): Promise<Members> {
  const stats = await stat(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown);
  });
  return stats.isDirectory() ? folderMembers(path) : zipMembers(path);
}

async function folderMembers(path: string): Promise<Members> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  for (const folder of entries.filter((entry) => entry.isDirectory()))
    for (const below of await readdir(join(path, folder.name), { withFileTypes: true }))
      if (below.isFile()) names.push(`${folder.name}/${below.name}`);
  return {
    path,
    names,
    sizeOf: async (name) => (await stat(join(path, name))).size,
    open: (name) => createReadStream(join(path, name), { highWaterMark: CHUNK_BYTES }),
  };
}

/** The members with that file name, those in the shallowest folder first. */
export function membersNamed({ names }: Members, fileName: string): string[] {
  const found = names.filter((name) => basename(name) === fileName && !name.includes('__MACOSX'));
  const depth = (name: string): number => name.split('/').length;
  return found.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** The member with that file name beside another one, `null` when there is none. */
export function memberBeside({ names }: Members, other: string, fileName: string): string | null {
  const folder = dirname(other);
  return names.find((name) => dirname(name) === folder && basename(name) === fileName) ?? null;
}
