import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../store/index.ts';
import { RANGE, type Range } from './range.ts';

/** Files of a report of several days. */
export const RANGE_FILES = { json: 'range.json', html: 'range.html', text: 'range.txt' } as const;

/** What a report of several days is called: `2026-W03`, or `FROM..TO`. */
export interface RangeName {
  readonly key: string;
  readonly kind: 'week' | 'range';
}

const KINDS = [
  { kind: 'week', folder: 'weeks', key: /^\d{4}-W\d{2}$/ },
  { kind: 'range', folder: 'ranges', key: /^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/ },
] as const;

/** Where the report of a key lies; `null` for what is no key. */
function folderOf(home: Home, key: string): string | null {
  const found = KINDS.find((of) => of.key.test(key));
  return found === undefined ? null : join(home.reports, found.folder, key);
}

/** All reports of several days, weeks first, the latest first. */
export const listRanges = (home: Home): RangeName[] =>
  KINDS.flatMap(({ kind, folder, key: grammar }) => {
    const root = join(home.reports, folder);
    const keys = existsSync(root) ? readdirSync(root).filter((key) => grammar.test(key)) : [];
    return keys
      .sort()
      .reverse()
      .map((key) => ({ key, kind }));
  });

/** The report of a key; `null` where there is none of this format. */
export function loadRange(home: Home, key: string): Range | null {
  const folder = folderOf(home, key);
  return folder === null ? null : rangeIn(folder);
}

/** Where a file of the report of a key is; `null` for what is no key. */
export function rangePath(home: Home, key: string, file: keyof typeof RANGE_FILES): string | null {
  const folder = folderOf(home, key);
  return folder === null ? null : join(folder, RANGE_FILES[file]);
}

/** The report in a folder; `null` where there is none of this format. */
export function rangeIn(folder: string): Range | null {
  const path = join(folder, RANGE_FILES.json);
  if (!existsSync(path)) return null;
  try {
    return RANGE.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
