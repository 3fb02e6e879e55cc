import type { Ledger } from '../../domain/ledger.ts';
import type { Tables } from '../../store/index.ts';
import type { ContractTable } from './check.ts';

/** A column as some of the files have it. */
export interface FoundColumn {
  readonly name: string;
  /** The engine's name of the type, such as `VARCHAR[]`. */
  readonly type: string;
  /** Files that have it so. */
  readonly files: readonly string[];
}

/** Rows of one hour of event time. */
export interface HourCount {
  /** Hours since the epoch. */
  readonly hour: number;
  readonly rows: number;
}

/** Lines that were not taken as they came, by reason, with the first few. */
export interface SetAside {
  readonly reason: string;
  readonly lines: number;
  readonly examples: readonly string[];
}

/** The day whose volume is judged: the newest that is complete, or the one that was asked for. */
export interface JudgedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly startMs: number;
}

/** Everything a check of one table may look at. */
export interface TableSource {
  readonly tables: Tables;
  readonly files: readonly string[];
  readonly columns: readonly FoundColumn[];
  /** The rows in scope, as something that can stand after FROM. */
  readonly relation: string;
  readonly rowCount: number;
  /** Where the lines of the log went; `null` for tables that are not made of lines. */
  readonly ledger: Ledger | null;
  readonly quarantined: readonly SetAside[];
  readonly repaired: readonly SetAside[];
  /** First event of the lake, milliseconds; `null` without one. */
  readonly firstMs: number | null;
  /** Newest content of the table, milliseconds since the epoch; `null` when it holds for ever. */
  readonly newestMs: number | null;
  /** The instant against which age is measured. */
  readonly nowMs: number;
  readonly judgedDay: JudgedDay | null;
  /** Rows per hour of the judged day and the days before it, by hour; hours without rows left out. */
  hours(): Promise<readonly HourCount[]>;
  /** Another table's rows; `null` where the home has none. */
  relationOf(table: ContractTable): string | null;
}
