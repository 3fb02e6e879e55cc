import { statSync } from 'node:fs';
import { join } from 'node:path';
import { loadReport, REPORT_FILES, type Report } from '../../monitoring/index.ts';
import type { Home } from '../../store/index.ts';

/** Reads reports; one again only when its file is another. */
export interface KeptReports {
  /** The report of a day; `null` where there is none that can be read. */
  load(day: string): Report | null;
}

/** As many as a year and a month have days, so that memory stays bounded. */
const MOST = 400;

/** Reports of a home, each read once while it stays as it is. */
export function keptReports(home: Home): KeptReports {
  const known = new Map<string, { readonly key: string; readonly report: Report | null }>();
  return {
    load: (day) => {
      const file = join(home.reports, day, REPORT_FILES.json);
      const facts = statSync(file, { throwIfNoEntry: false });
      if (facts === undefined) return null;
      const key = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
      const kept = known.get(day);
      if (kept?.key === key) return kept.report;
      const report = loadReport(home, day);
      if (known.size >= MOST) known.delete(known.keys().next().value!);
      known.set(day, { key, report });
      return report;
    },
  };
}
