import type { Severity } from '../../domain/finding.ts';
import type { Bound } from './bound.ts';
import type { KindName } from './kinds/kind-facts.ts';
import type { TableSource } from './table-source.ts';

/** The tables that contracts are about, each with a contract of its own. */
export const CONTRACT_TABLES = ['events', 'users', 'movies'] as const;
export type ContractTable = (typeof CONTRACT_TABLES)[number];

/** What every check has, however it is measured. */
export interface CheckFacts {
  readonly kind: KindName;
  readonly table: ContractTable;
  /** The column it looks at; `null` for the table as a whole. */
  readonly field: string | null;
  /** What a violation means. */
  readonly severity: Severity;
  /** What the measured number must be. */
  readonly bound: Bound;
  /** 1-based line of the contract that states it. */
  readonly line: number;
  /** The contract's own words on it; `null` when it has none. */
  readonly description: string | null;
  /** Columns without which it cannot be measured. */
  readonly needs: readonly string[];
}

/** Counts rows that meet a condition; all of a table's are counted in one scan. */
export interface RowCheck extends CheckFacts {
  readonly by: 'rows';
  /** SQL: whether a row is wrong. NULL counts as right. */
  readonly wrong: string;
  /** SQL: whether a row is looked at; `null` for every row. */
  readonly among: string | null;
  /** The rows it looks at, in words; empty for all. */
  readonly amongSays: string;
  /** What is said of a wrong row, such as `outside 0 to 1,500`. */
  readonly says: string;
}

/** Measured on its own: the schema, the ledger, counts over time, other tables. */
export interface WholeCheck extends CheckFacts {
  readonly by: 'whole';
  readonly measure: (source: TableSource) => Measured | Promise<Measured>;
  /** What is expected, in words. */
  readonly expects: string;
}

export type Check = RowCheck | WholeCheck;

/** What was measured. */
export interface Measured {
  /** Held against the bound; `null` when it cannot be measured, and `observed` says why. */
  readonly value: number | null;
  /** How many rows, lines, files or hours it concerns. */
  readonly count: number;
  readonly observed: string;
  readonly examples: readonly string[];
}

/** Nothing to hold against the bound. @param why in a few words */
export const notMeasured = (why: string): Measured => ({
  value: null,
  count: 0,
  observed: why,
  examples: [],
});
