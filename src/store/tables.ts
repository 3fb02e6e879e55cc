/** A value that can be bound to a `?` in a statement. */
export type SqlValue = string | number | bigint | boolean | null;

/** Column types the lake uses; `strings` is a list of VARCHAR. */
export type ColumnType =
  'VARCHAR' | 'BIGINT' | 'INTEGER' | 'SMALLINT' | 'DOUBLE' | 'VARCHAR[]' | 'UTINYINT';

/**
 * Rows on their way into a table: one array per column, at least `rowCount` long. A typed array of
 * the column's own width (`Float64Array` for DOUBLE, `Int32Array` for INTEGER, `Uint8Array` for
 * UTINYINT) is copied as it lies, without looking at its numbers.
 */
export interface ColumnBatch {
  readonly rowCount: number;
  /** By position, as in the declaration. */
  readonly columns: readonly ArrayLike<unknown>[];
}

type Columns = Readonly<Record<string, ColumnType>>;

/**
 * A form in which rows are brought that is not the file's, but quick to make: numbers that point
 * into lists. The engine turns it into the file's columns.
 */
export interface Staging {
  /** Names and types of the columns that are brought. */
  readonly columns: Columns;
  /**
   * By name, the columns of lists that grow beside the rows. In an expression `words[1]` is the
   * first entry of the list `words`: the value itself where it has one column, else a struct.
   */
  readonly lists: Readonly<Record<string, Columns>>;
  /** By the file's columns, an expression over the staged ones and the lists. */
  readonly select: Readonly<Record<string, string>>;
}

/** Writes one Parquet file piece by piece. */
export interface ParquetWriter {
  append(batch: ColumnBatch): Promise<void>;
  /** Adds entries to a list of the staging, where there is one. */
  appendToList(list: string, batch: ColumnBatch): Promise<void>;
  /** Finishes the file; it is whole and synced afterwards. */
  close(): Promise<void>;
  /** Gives up; the file is removed. */
  discard(): Promise<void>;
}

/**
 * Port: SQL over Parquet files, embedded (DuckDB by default). Statements are in DuckDB's dialect
 * and read files with `read_parquet([...])`.
 */
export interface Tables {
  /** Runs one statement for its effect. @throws InvariantError `SQL_FAILED`, UnavailableError `DISK_FULL` */
  run(statement: string, values?: readonly SqlValue[]): Promise<void>;
  /** Small results, a plain object a row. BIGINT comes as a number where it is safe, else throws. */
  rows<Row>(statement: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Large results, column by column, in pieces of a few thousand rows. */
  columns(
    statement: string,
    visit: (columns: readonly (readonly unknown[])[], rowCount: number) => void,
  ): Promise<void>;
  /**
   * Results of a few million rows of numbers, in pieces of a few thousand, as they lie in the engine's
   * memory: `visit` may read the arrays until it returns. The engine holds the whole result, and may
   * work on the next statement meanwhile.
   *
   * @param statement every column DOUBLE and without NULL
   * @throws InvariantError `SQL_FAILED`, also for a column of another type
   */
  numbers(
    statement: string,
    visit: (columns: readonly Float64Array[], rowCount: number) => void,
  ): Promise<void>;
  /**
   * Starts a Parquet file (zstd). Its rows are in the order in which they come.
   *
   * @param declaration column names and types, in order
   * @param staging the form of the batches, where it is not the file's
   */
  writeParquet(
    path: string,
    declaration: Readonly<Record<string, ColumnType>>,
    staging?: Staging,
  ): Promise<ParquetWriter>;
  close(): Promise<void>;
}

/** A string as a SQL literal. */
export const sqlString = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Paths as the list that `read_parquet` takes. */
export const sqlPaths = (paths: readonly string[]): string =>
  `[${paths.map(sqlString).join(', ')}]`;
