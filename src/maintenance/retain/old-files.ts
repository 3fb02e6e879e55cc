import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 86_400_000;

/** A file or folder that could go. */
export interface OldPath {
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * The entries of a folder that were last written longer than so many days ago.
 *
 * @param days `null` keeps all
 */
export function oldPaths(
  folder: string,
  { days, nowMs }: { readonly days: number | null; readonly nowMs: number },
): OldPath[] {
  if (days === null || !existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).mtimeMs < nowMs - days * DAY_MS)
    .map((path) => ({ path, sizeBytes: sizeOf(path) }));
}

/** Bytes of a file, or of everything in a folder. */
export function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
