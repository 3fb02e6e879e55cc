import type { Severity } from '../../domain/finding.ts';
import type { ContractTable } from './check.ts';
import type { KindName } from './kinds/kind-facts.ts';
import type { SetAside } from './table-source.ts';

/** What came of a check. `skipped` could not be measured and says why. */
export type Outcome = 'pass' | Severity | 'skipped';

/** A check with what was found. */
export interface CheckedRule {
  readonly kind: KindName;
  readonly table: ContractTable;
  readonly field: string | null;
  readonly outcome: Outcome;
  /** What a violation means, whatever the outcome. */
  readonly severity: Severity;
  readonly observed: string;
  readonly expected: string;
  readonly count: number;
  readonly examples: readonly string[];
  /** Line of the contract. */
  readonly line: number;
  readonly description: string | null;
}

/** A table that was checked. */
export interface CheckedTable {
  readonly table: ContractTable;
  readonly contract: { readonly id: string; readonly version: string; readonly shipped: boolean };
  /** `null` when the home has no such table. */
  readonly rows: number | null;
  readonly files: number;
}

/** Everything that a check of the contracts found. */
export interface CheckedContracts {
  readonly tables: readonly CheckedTable[];
  readonly checks: readonly CheckedRule[];
  readonly quarantined: readonly SetAside[];
  readonly repaired: readonly SetAside[];
}
