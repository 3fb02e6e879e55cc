import type { Finding } from '../domain/finding.ts';
import { errorOf } from '../domain/errors.ts';
import type { Parsed } from './parsed.ts';

/** One row of a catalogue file, with its place for messages. */
export interface CatalogueRow<T> {
  /** 1-based line of the file. */
  readonly line: number;
  readonly parsed: Parsed<T>;
}

/** A file of rows, read once. */
export interface CatalogueRows<T> {
  /** Path, for messages. */
  readonly name: string;
  readonly rows: AsyncIterable<CatalogueRow<T>>;
}

const EXAMPLES = 5;

/**
 * Gathers the usable rows, sorted by id in code-unit order. Of several rows with one id the last
 * counts. Unusable rows and repeated ids are findings.
 *
 * @throws DataError `CATALOGUE_EMPTY` when no row can be used
 */
export async function gatherRows<T>(
  { name, rows }: CatalogueRows<T>,
  idOf: (value: T) => string,
): Promise<{ values: T[]; findings: Finding[] }> {
  const byId = new Map<string, T>();
  const problems: string[] = [];
  let unusableCount = 0;
  let repeatedCount = 0;
  for await (const { line, parsed } of rows) {
    if (parsed.ok) {
      if (byId.has(idOf(parsed.value))) repeatedCount++;
      byId.set(idOf(parsed.value), parsed.value);
    } else if (++unusableCount <= EXAMPLES) problems.push(`line ${line}: ${parsed.problem}`);
  }
  if (byId.size === 0) {
    const found = unusableCount === 0 ? 'no row' : `${unusableCount} unusable rows; ${problems[0]}`;
    throw errorOf('CATALOGUE_EMPTY', { path: name, found });
  }
  const values = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  const findings = [
    finding('catalogue-unusable-rows', unusableCount, `rows of ${name} cannot be used`, problems),
    finding(
      'catalogue-repeated-ids',
      repeatedCount,
      `rows of ${name} repeat an id; the last counts`,
      [],
    ),
  ];
  return { values, findings: findings.filter(({ count }) => count > 0) };
}

const finding = (
  check: string,
  count: number,
  what: string,
  examples: readonly string[],
): Finding => ({ check, severity: 'warn', message: `${count} ${what}.`, count, examples });
