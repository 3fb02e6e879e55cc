import type { ReportContent } from './report.ts';

/** At most so many differences are spelled out; the rest is counted. */
const MOST = 30;

/**
 * In words, what differs between two contents of a report, by the names of the document:
 * `viewing.minutes: 120 → 180`. Empty when nothing does. Sentences are left out: they follow from the figures.
 */
export function changesBetween(before: ReportContent, after: ReportContent): string[] {
  const [a, b] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  const changed = paths.filter((path) => a.get(path) !== b.get(path));
  const told = changed.slice(0, MOST).map((path) => {
    const show = (value: string | undefined): string => value ?? 'nothing';
    return `${path}: ${show(a.get(path))} → ${show(b.get(path))}`;
  });
  return changed.length > MOST ? [...told, `and ${changed.length - MOST} more`] : told;
}

function leavesOf({
  headline: _headline,
  findings: _findings,
  ...rest
}: ReportContent): Map<string, string> {
  const leaves = new Map<string, string>();
  const walk = (path: string, value: unknown): void => {
    if (value === null || typeof value !== 'object') leaves.set(path, JSON.stringify(value));
    else if (Array.isArray(value)) value.forEach((member, k) => walk(`${path}[${k}]`, member));
    else
      for (const [key, member] of Object.entries(value))
        walk(path === '' ? key : `${path}.${key}`, member);
  };
  walk('', rest);
  return leaves;
}
