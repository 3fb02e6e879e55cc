/**
 * What stands at a place of a report: names joined by points, in lists a number or the first entry
 * that has a value (`findings[check=voided-answers].count`), `length` of a list, and `*` for the sum of all members.
 *
 * @returns `null` where there is nothing, or no number
 */
export function numberAt(report: unknown, field: string): number | null {
  const value = valueAt(report, field);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** As `numberAt`, whatever stands there; `null` where there is nothing. */
export function valueAt(report: unknown, field: string): unknown {
  let at: unknown = report;
  for (const step of field.match(/\[[^\]]+\]|[^.[\]]+/g) ?? []) {
    if (step === '*') return sumOf(at);
    at = step.startsWith('[') ? entryOf(at, step.slice(1, -1)) : memberOf(at, step);
    if (at === null || at === undefined) return null;
  }
  return at;
}

const sumOf = (value: unknown): number | null =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, n) => sum + (typeof n === 'number' ? n : 0), 0)
    : null;

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return name === 'length' ? value.length : null;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : null;
}

function entryOf(value: unknown, which: string): unknown {
  if (!Array.isArray(value)) return null;
  if (/^\d+$/.test(which)) return value[Number(which)] as unknown;
  const [key, ...rest] = which.split('=');
  return value.find((entry) => String(memberOf(entry, key!)) === rest.join('='));
}
