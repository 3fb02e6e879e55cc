import { rmSync } from 'node:fs';
import {
  DuckDBDataChunk,
  DuckDBInstance,
  LIST,
  BIGINT,
  DOUBLE,
  INTEGER,
  SMALLINT,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { errorOf, messageOf } from '../domain/errors.ts';
import {
  diskFullOr,
  sqlString,
  syncPath,
  type ColumnBatch,
  type ColumnType,
  type ParquetWriter,
  type SqlValue,
  type Tables,
} from '../store/index.ts';

const TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  VARCHAR,
  BIGINT,
  INTEGER,
  SMALLINT,
  DOUBLE,
  'VARCHAR[]': LIST(VARCHAR),
};

/** Rows in one of DuckDB's vectors; a chunk holds at most that many. */
const CHUNK_ROWS = 2048;

/** How much the engine may take before it spills to `temporary`. */
export interface DuckDbOptions {
  /** Folder for what does not fit into memory. */
  readonly temporary: string;
  readonly memoryLimitMb: number;
  readonly threadCount: number;
}

/** Opens an in-memory DuckDB that reads and writes Parquet files. */
export async function openDuckDb(options: DuckDbOptions): Promise<Tables> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memoryLimitMb}MB`,
    threads: String(options.threadCount),
    temp_directory: options.temporary,
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  let writers = 0;
  const alone = oneAtATime();
  return {
    run: (statement, values = []) =>
      guarded(statement, () =>
        alone(async () => {
          await connection.run(statement, bindable(values));
        }),
      ),
    rows: <Row>(statement: string, values: readonly SqlValue[] = []) =>
      guarded(statement, () =>
        alone(async () => {
          const reader = await connection.runAndReadAll(statement, bindable(values));
          return reader.getRowObjectsJS().map(withSafeNumbers) as Row[];
        }),
      ),
    columns: (statement, visit) =>
      guarded(statement, () => alone(() => visitChunks(connection, statement, visit))),
    writeParquet: (path, declaration) =>
      guarded(path, async () =>
        openWriter(await instance.connect(), { path, declaration, table: `parquet_${++writers}` }),
      ),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets one statement at a time at the connection: a second one would end the stream of the first
 * unseen, with rows missing.
 */
function oneAtATime(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const before = last;
    const mine = (async () => {
      await before.catch(() => undefined);
      return work();
    })();
    last = mine;
    return mine;
  };
}

const bindable = (values: readonly SqlValue[]): DuckDBValue[] => [...values];

async function guarded<T>(statement: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const mapped = diskFullOr(statement.slice(0, 120), thrown);
    if (mapped !== thrown) throw mapped;
    throw errorOf(
      'SQL_FAILED',
      { statement: statement.slice(0, 500), found: messageOf(thrown) },
      thrown,
    );
  }
}

function withSafeNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'bigint') row[name] = safeNumber(value);
  return row;
}

function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond 2^53`);
  return number;
}

async function visitChunks(
  connection: DuckDBConnection,
  statement: string,
  visit: (columns: readonly (readonly unknown[])[], rowCount: number) => void,
): Promise<void> {
  const result = await connection.stream(statement);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = chunk
      .getColumns()
      .map((column) =>
        typeof column[0] === 'bigint' || column.some((v) => typeof v === 'bigint')
          ? column.map((v) => (typeof v === 'bigint' ? safeNumber(v) : v))
          : column,
      );
    visit(columns, chunk.rowCount);
  }
}

/** @param connection the writer's own: appending next to another statement would end that one */
async function openWriter(
  connection: DuckDBConnection,
  {
    path,
    declaration,
    table,
  }: { path: string; declaration: Readonly<Record<string, ColumnType>>; table: string },
): Promise<ParquetWriter> {
  const names = Object.keys(declaration);
  const types = names.map((name) => TYPES[declaration[name]!]);
  const columns = names.map((name) => `"${name}" ${declaration[name]}`).join(', ');
  await connection.run(`CREATE TEMP TABLE ${table} (${columns})`);
  const appender = await connection.createAppender(table);
  let open = true;
  const drop = async (): Promise<void> => {
    if (!open) return;
    open = false;
    appender.closeSync();
    await connection.run(`DROP TABLE ${table}`);
    connection.closeSync();
  };
  return {
    append: (batch) =>
      guarded(path, async () =>
        appendBatch(appender, { types, declaration: names.map((n) => declaration[n]!), batch }),
      ),
    close: () =>
      guarded(path, async () => {
        appender.flushSync();
        const copy = `COPY ${table} TO ${sqlString(path)} (FORMAT parquet, COMPRESSION zstd)`;
        await connection.run(copy);
        await drop();
        syncPath(path);
      }),
    discard: async () => {
      await drop();
      rmSync(path, { force: true });
    },
  };
}

function appendBatch(
  appender: DuckDBAppender,
  {
    types,
    declaration,
    batch,
  }: { types: readonly DuckDBType[]; declaration: readonly ColumnType[]; batch: ColumnBatch },
): void {
  if (batch.columns.length !== types.length)
    throw errorOf('SHAPE_MISMATCH', {
      what: 'Parquet batch',
      found: `${batch.columns.length} columns`,
      expected: `${types.length} columns`,
    });
  for (let from = 0; from < batch.rowCount; from += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, batch.rowCount - from);
    const chunk = DuckDBDataChunk.create(types, count);
    batch.columns.forEach((column, c) =>
      chunk.setColumnValues(c, cells(column, declaration[c]!, { from, count })),
    );
    appender.appendDataChunk(chunk);
  }
}

/** The values of one column of a chunk, as the binding wants them. */
function cells(
  column: ArrayLike<unknown>,
  type: ColumnType,
  { from, count }: { from: number; count: number },
): DuckDBValue[] {
  const values = new Array<DuckDBValue>(count);
  for (let k = 0; k < count; k++) {
    const value = column[from + k] as DuckDBValue | undefined;
    values[k] =
      value === undefined || value === null
        ? null
        : type === 'BIGINT' && typeof value === 'number'
          ? BigInt(value)
          : type === 'VARCHAR[]'
            ? ({ items: [...(value as unknown as string[])] } as unknown as DuckDBValue)
            : value;
  }
  return values;
}
