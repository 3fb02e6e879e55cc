/** A value that can be bound to a `?` in a statement. */
export type SqlValue = string | number | bigint | boolean | null;

/** Column types the lake uses; `strings` is a list of VARCHAR. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'SMALLINT' | 'DOUBLE' | 'VARCHAR[]';

/** Rows on their way into a Parquet file: one array per column, all of one length. */
export interface ColumnBatch {
  readonly rowCount: number;
  /** By position, as in the file's declaration. Numbers may come in typed arrays. */
  readonly columns: readonly ArrayLike<unknown>[];
}

/** Writes one Parquet file piece by piece. */
export interface ParquetWriter {
  append(batch: ColumnBatch): Promise<void>;
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
  /** Starts a Parquet file (zstd). @param declaration column names and types, in order */
  writeParquet(
    path: string,
    declaration: Readonly<Record<string, ColumnType>>,
  ): Promise<ParquetWriter>;
  close(): Promise<void>;
}

/** A string as a SQL literal. */
export const sqlString = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Paths as the list that `read_parquet` takes. */
export const sqlPaths = (paths: readonly string[]): string =>
  `[${paths.map(sqlString).join(', ')}]`;
