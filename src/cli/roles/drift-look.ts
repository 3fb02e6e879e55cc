import { statSync } from 'node:fs';
import { join } from 'node:path';
import { loadReport } from '../../monitoring/index.ts';
import { trainingGate } from '../../pipeline/index.ts';
import type { Home } from '../../store/index.ts';
import { DAY_MS } from './settings.ts';

/**
 * Looks whether the latest report found drift and lets training go on all the same. A report is read
 * again only when it was issued anew.
 *
 * @returns gives the end of its day, milliseconds since the epoch; `null` without drift or with a
 *   gate that is shut
 */
export function driftLook(home: Home): () => number | null {
  let known: { readonly key: string; readonly endMs: number | null } | null = null;
  return () => {
    const gate = trainingGate(home);
    if (gate === null || gate.reasons.length > 0) return null;
    const key = `${gate.day} ${reportIssue(home, gate.day)}`;
    if (known?.key !== key) {
      const drifted = loadReport(home, gate.day)?.drift.drifted ?? [];
      known = { key, endMs: drifted.length === 0 ? null : Date.parse(gate.day) + DAY_MS };
    }
    return known.endMs;
  };
}

/** Tells one issue of a report from the next. */
const reportIssue = (home: Home, day: string): number =>
  statSync(join(home.reports, day, 'report.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
