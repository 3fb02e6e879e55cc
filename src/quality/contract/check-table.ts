import type { Check, Measured, RowCheck } from './check.ts';
import { notMeasured } from './check.ts';
import { boundWords, holds } from './bound.ts';
import type { CheckedRule, Outcome } from './checked.ts';
import type { Contract } from './load-contracts.ts';
import { countRows, measuredRows, rowExamples } from './measure-rows.ts';
import { readColumns } from './read-columns.ts';
import type { FoundColumn, TableSource } from './table-source.ts';

/** What is known of a table before it is looked at. */
export type TableInput = Omit<TableSource, 'columns' | 'rowCount' | 'relation'> & {
  /** The rows in scope, once it is known which columns there are. */
  relationWith(columns: readonly FoundColumn[]): string;
};

/**
 * Runs all checks of a contract on its table, in the order of the contract. The row checks of the
 * table share one scan; examples are looked up only for what is violated.
 */
export async function checkTable(
  contract: Contract,
  input: TableInput,
): Promise<{ readonly rows: number; readonly checks: readonly CheckedRule[] }> {
  const columns = await readColumns(input.tables, input.files);
  const relation = input.relationWith(columns);
  const unusable = unusableColumns(contract, { columns, files: input.files });
  const whyNot = (check: Check): string | null => {
    const name = check.needs.find((column) => unusable.has(column));
    return name === undefined ? null : `the column ${name} is not as stated`;
  };
  const byRows = contract.checks.filter((check) => check.by === 'rows' && whyNot(check) === null);
  const counted = await countRows({ ...input, relation }, byRows as RowCheck[]);
  const source: TableSource = { ...input, columns, relation, rowCount: counted.rowCount };
  const known = contract.checks.flatMap(({ kind, field }) =>
    kind === 'column-missing' && !unusable.has(field!) ? [field!] : [],
  );
  const checks: CheckedRule[] = [];
  for (const check of contract.checks) {
    const why = whyNot(check);
    const measured = why !== null ? notMeasured(why) : await measure(check, source, counted.counts);
    const outcome = outcomeOf(check, measured);
    const needsExamples = check.by === 'rows' && outcome !== 'pass' && outcome !== 'skipped';
    const examples = needsExamples ? await rowExamples(check, source, known) : measured.examples;
    checks.push(checkedRule(check, { ...measured, examples }, outcome));
  }
  return { rows: counted.rowCount, checks };
}

const measure = async (
  check: Check,
  source: TableSource,
  counts: Awaited<ReturnType<typeof countRows>>['counts'],
): Promise<Measured> =>
  check.by === 'rows' ? measuredRows(check, counts.get(check)!) : check.measure(source);

const outcomeOf = (check: Check, { value }: Measured): Outcome =>
  value === null ? 'skipped' : holds(check.bound, value) ? 'pass' : check.severity;

const checkedRule = (check: Check, measured: Measured, outcome: Outcome): CheckedRule => ({
  kind: check.kind,
  table: check.table,
  field: check.field,
  outcome,
  severity: check.severity,
  observed: measured.observed,
  expected: expectedOf(check),
  count: measured.count,
  examples: outcome === 'pass' ? [] : measured.examples,
  line: check.line,
  description: check.description,
});

/** What a check expects, in words. */
export function expectedOf(check: Check): string {
  if (check.by === 'whole') return check.expects;
  const { unit } = check.bound;
  return `${boundWords(check.bound)}${unit === 'percent' ? ' of the rows' : ''} ${check.says}${check.amongSays}`;
}

/** Columns that are missing somewhere, or have another type than stated: nothing is read of them. */
function unusableColumns(
  { checks }: Contract,
  {
    columns,
    files,
  }: { readonly columns: readonly FoundColumn[]; readonly files: readonly string[] },
): Set<string> {
  const unusable = new Set<string>();
  for (const check of checks) {
    if (check.by !== 'whole' || check.field === null) continue;
    if (check.kind !== 'column-missing' && check.kind !== 'column-type') continue;
    const having = columns.filter(({ name }) => name === check.field);
    const isWhole = having.reduce((sum, column) => sum + column.files.length, 0) === files.length;
    const isTyped =
      check.kind === 'column-missing' ||
      having.every(({ type }) => check.expects === `type ${type}`);
    if (!isWhole || !isTyped) unusable.add(check.field);
  }
  return unusable;
}
