import {
  DOUBLE,
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { setImmediate } from 'node:timers/promises';
import { errorOf, messageOf } from '../domain/errors.ts';
import { diskFullOr, type SqlValue, type Tables } from '../store/index.ts';
import { openParquetWriter } from './duckdb-parquet-writer.ts';

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
    // What is free goes back to the system: others in the process want memory too.
    allocator_flush_threshold: '16MB',
    allocator_bulk_deallocation_flush_threshold: '16MB',
    memory_limit: `${options.memoryLimitMb}MB`,
    threads: String(options.threadCount),
    temp_directory: options.temporary,
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
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
    numbers: (statement, visit) =>
      guarded(statement, async () => {
        // Whoever comes next may have the connection while this result is looked at.
        const result = await alone(() => connection.run(statement));
        await visitNumbers(result, visit);
      }),
    writeParquet: (path, declaration, staging) =>
      guarded(path, async () => {
        const writer = await openParquetWriter(instance, { path, declaration, staging });
        return {
          append: (batch) => guarded(path, () => writer.append(batch)),
          appendToList: (list, batch) => guarded(path, () => writer.appendToList(list, batch)),
          close: () => guarded(path, () => writer.close()),
          discard: () => writer.discard(),
        };
      }),
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

/** Pieces that are looked at before others have their turn. */
const PIECES_AT_ONCE = 4;

/** Whole results, each piece without a call that waits: of millions of rows those would cost most. */
async function visitNumbers(
  result: DuckDBMaterializedResult,
  visit: (columns: readonly Float64Array[], rowCount: number) => void,
): Promise<void> {
  const types = result.columnTypes();
  const other = types.find((type) => type.typeId !== DOUBLE.typeId);
  if (other !== undefined) throw new TypeError(`a column of type ${String(other)}, not DOUBLE`);
  for (let piece = 0; piece < result.chunkCount; piece++) {
    if (piece % PIECES_AT_ONCE === PIECES_AT_ONCE - 1) await setImmediate();
    const chunk = result.getChunk(piece);
    visit(numbersIn(chunk, types.length), chunk.rowCount);
  }
}

/** The columns of a chunk as they lie in the engine's memory. */
const numbersIn = ({ chunk, rowCount }: DuckDBDataChunk, columnCount: number): Float64Array[] =>
  Array.from({ length: columnCount }, (_, column) => {
    const vector = duckdb.data_chunk_get_vector(chunk, column);
    const bytes = duckdb.vector_get_data(vector, 8 * rowCount);
    return new Float64Array(bytes.buffer, bytes.byteOffset, rowCount);
  });
