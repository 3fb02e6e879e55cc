/** How much a finding matters: worth knowing, worth a look, or a reason not to train. */
export type Severity = 'note' | 'warn' | 'block';

/**
 * What a check observed. A finding is a value, never an exception: a gate decides later
 * whether it stops anything.
 */
export interface Finding {
  /** Name of the check, in kebab-case, stable over releases. */
  readonly check: string;
  readonly severity: Severity;
  /** One plain sentence: what was observed and what it means. */
  readonly message: string;
  /** How many rows, ids or lines it concerns. */
  readonly count: number;
  /** A few examples as they were found. */
  readonly examples: readonly string[];
  /** What a contract says of it; findings of other origin leave these out. */
  readonly table?: string;
  /** `null` for the table as a whole. */
  readonly field?: string | null;
  readonly observed?: string;
  readonly expected?: string;
}
