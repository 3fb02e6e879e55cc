import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadRange,
  loadReport,
  rangePath,
  REPORT_FILES,
  type Range,
  type Report,
} from '../../monitoring/index.ts';
import type { Home } from '../../store/index.ts';

/** Reads documents; one again only when its file is another. */
interface Kept<T> {
  /** `null` where there is none that can be read. */
  load(key: string): T | null;
}

/** Reports of days, by day. */
export type KeptReports = Kept<Report>;
/** Reports of several days, by key. */
export type KeptRanges = Kept<Range>;

/** As many as a year and a month have days, so that memory stays bounded. */
const MOST = 400;

/** Reports of a home, each read once while it stays as it is. */
export const keptReports = (home: Home): KeptReports =>
  keptFiles(
    (day) => join(home.reports, day, REPORT_FILES.json),
    (day) => loadReport(home, day),
  );

/** The same of several days. */
export const keptRanges = (home: Home): KeptRanges =>
  keptFiles(
    (key) => rangePath(home, key, 'json'),
    (key) => loadRange(home, key),
  );

function keptFiles<T>(
  fileOf: (key: string) => string | null,
  load: (key: string) => T | null,
): Kept<T> {
  const known = new Map<string, { readonly state: string; readonly document: T | null }>();
  return {
    load: (key) => {
      const file = fileOf(key);
      const facts = file === null ? undefined : statSync(file, { throwIfNoEntry: false });
      if (facts === undefined) return null;
      const state = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
      const kept = known.get(key);
      if (kept?.state === state) return kept.document;
      const document = load(key);
      if (known.size >= MOST) known.delete(known.keys().next().value!);
      known.set(key, { state, document });
      return document;
    },
  };
}
