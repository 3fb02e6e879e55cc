import type { ReportContent } from './report.ts';

/** At most so many differences are spelled out; the rest is counted. */
const MOST = 30;

/** Keys of a daily report that follow from its figures. */
const DERIVED = ['headline', 'findings', 'toDo'];

/** As `differences`, of the contents of a daily report. */
export const changesBetween = (before: ReportContent, after: ReportContent): string[] =>
  differences(before, after, DERIVED);

/**
 * In words, what differs between two documents, by the names in them:
 * `viewing.minutes: 120 → 180`. Empty when nothing does.
 *
 * @param derived keys of the documents that follow from the others and are left out
 */
export function differences(before: object, after: object, derived: readonly string[]): string[] {
  const [a, b] = [leavesOf(before, derived), leavesOf(after, derived)];
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  const changed = paths.filter((path) => a.get(path) !== b.get(path));
  const told = changed.slice(0, MOST).map((path) => {
    const show = (value: string | undefined): string => value ?? 'nothing';
    return `${path}: ${show(a.get(path))} → ${show(b.get(path))}`;
  });
  return changed.length > MOST ? [...told, `and ${changed.length - MOST} more`] : told;
}

function leavesOf(document: object, derived: readonly string[]): Map<string, string> {
  const rest = Object.fromEntries(
    Object.entries(document).filter(([key]) => !derived.includes(key)),
  );
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
