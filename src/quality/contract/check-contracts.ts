import type { Ledger } from '../../domain/ledger.ts';
import { sqlPaths, type Tables } from '../../store/index.ts';
import type { ContractTable } from './check.ts';
import { notMeasured } from './check.ts';
import { checkTable, expectedOf, type TableInput } from './check-table.ts';
import type { CheckedContracts, CheckedRule, CheckedTable } from './checked.ts';
import type { Contract, Contracts } from './load-contracts.ts';
import type { FoundColumn, HourCount, JudgedDay, SetAside } from './table-source.ts';

/** The data that contracts are held against. */
export interface DataInScope {
  readonly tables: Tables;
  readonly events: {
    /** Parquet files with the accepted events in scope. */
    readonly files: readonly string[];
    /** Those of the days before, which volumes are compared with; the files in scope among them. */
    readonly historyFiles: readonly string[];
    /** Event time in scope, milliseconds, the end excluded; `null` for all of it. */
    readonly span: { readonly fromMs: number; readonly toMs: number } | null;
    readonly firstMs: number | null;
    readonly newestMs: number | null;
    readonly judgedDay: JudgedDay | null;
    readonly ledger: Ledger;
    readonly quarantined: readonly SetAside[];
    readonly repaired: readonly SetAside[];
  };
  /** The catalogue's tables; `null` where it has none of the kind. */
  readonly users: CatalogueTable | null;
  readonly movies: CatalogueTable | null;
  /** The instant against which age is measured. */
  readonly nowMs: number;
}

/** A table of the catalogue snapshot. */
export interface CatalogueTable {
  readonly file: string;
  /** Since when it is known, milliseconds; `null` when it is declared to hold for any time. */
  readonly knownFromMs: number | null;
}

/**
 * Holds data against contracts. The same data and contracts give the same result, whatever the
 * order of the files; only age depends on the instant.
 */
export async function checkContracts(
  contracts: Contracts,
  data: DataInScope,
): Promise<CheckedContracts> {
  const tables: CheckedTable[] = [];
  const checks: CheckedRule[] = [];
  for (const contract of contracts.all) {
    const input = inputOf(contract.table, data);
    const found =
      input === null
        ? { rows: null, checks: skipped(contract) }
        : await checkTable(contract, input);
    checks.push(...found.checks);
    const { id, version, isShipped: shipped } = contract;
    tables.push({
      table: contract.table,
      contract: { id, version, shipped },
      rows: found.rows,
      files: input?.files.length ?? 0,
    });
  }
  const { quarantined, repaired } = data.events;
  return { tables, checks, quarantined, repaired };
}

const skipped = ({ checks, table }: Contract): CheckedRule[] =>
  checks.map((check) => ({
    kind: check.kind,
    table,
    field: check.field,
    outcome: 'skipped',
    severity: check.severity,
    observed: notMeasured(`the home has no ${table}`).observed,
    expected: expectedOf(check),
    count: 0,
    examples: [],
    line: check.line,
    description: check.description,
  }));

const readAll = (files: readonly string[]): string =>
  `read_parquet(${sqlPaths(files)}, union_by_name = true)`;

function inputOf(table: ContractTable, data: DataInScope): TableInput | null {
  const common = {
    tables: data.tables,
    nowMs: data.nowMs,
    relationOf: (other: ContractTable) =>
      other === 'events' ? null : data[other] === null ? null : readAll([data[other].file]),
  };
  if (table === 'events')
    return data.events.files.length === 0 ? null : { ...common, ...eventsInput(data) };
  const own = data[table];
  if (own === null) return null;
  return {
    ...common,
    files: [own.file],
    relationWith: () => readAll([own.file]),
    ledger: null,
    quarantined: [],
    repaired: [],
    firstMs: null,
    newestMs: own.knownFromMs,
    judgedDay: null,
    hours: async () => [],
  };
}

function eventsInput({
  tables,
  events,
}: DataInScope): Omit<TableInput, 'tables' | 'nowMs' | 'relationOf'> {
  return {
    ...events,
    relationWith: (columns) =>
      events.span === null || !isTimed(columns)
        ? readAll(events.files)
        : `(SELECT * FROM ${readAll(events.files)} WHERE time_ms >= ${events.span.fromMs} AND time_ms < ${events.span.toMs})`,
    hours: () =>
      tables.rows<HourCount>(
        `SELECT CAST(time_ms // 3600000 AS BIGINT) AS hour, count(*) AS rows
         FROM ${readAll(events.historyFiles)} WHERE time_ms IS NOT NULL GROUP BY 1 ORDER BY 1`,
      ),
  };
}

const isTimed = (columns: readonly FoundColumn[]): boolean => {
  const times = columns.filter(({ name }) => name === 'time_ms');
  return times.length > 0 && times.every(({ type }) => type === 'BIGINT');
};
