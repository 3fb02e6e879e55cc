import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  INTEGER,
  LIST,
  SMALLINT,
  UTINYINT,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { errorOf } from '../domain/errors.ts';
import type { ColumnBatch, ColumnType } from '../store/index.ts';

const TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  VARCHAR,
  BIGINT,
  INTEGER,
  SMALLINT,
  DOUBLE,
  UTINYINT,
  'VARCHAR[]': LIST(VARCHAR),
};

/** Typed arrays that lie in memory as the engine's vectors of a type do. */
const AS_IT_LIES = {
  INTEGER: Int32Array,
  SMALLINT: Int16Array,
  DOUBLE: Float64Array,
  UTINYINT: Uint8Array,
} as const;
type Laid = Int32Array | Int16Array | Float64Array | Uint8Array;

/** Rows in one of the engine's vectors; a chunk holds at most that many. */
const CHUNK_ROWS = 2048;

/** Brings batches into a table, a chunk at a time. */
export interface ChunkAppender {
  /** @throws InvariantError `SHAPE_MISMATCH` */
  append(batch: ColumnBatch): void;
  /** Brings what is left and ends the appending; does nothing the second time. */
  close(): void;
}

/** @param declaration types of the table's columns */
export function chunkAppender(
  appender: DuckDBAppender,
  declaration: readonly ColumnType[],
): ChunkAppender {
  const types = declaration.map((type) => TYPES[type]);
  // One for all: the memory of a chunk is given back only when the garbage collector comes by.
  const chunk = DuckDBDataChunk.create(types);
  let open = true;
  return {
    append: ({ rowCount, columns }) => {
      requireColumns(columns.length, types.length);
      for (let from = 0; from < rowCount; from += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, rowCount - from);
        chunk.reset();
        chunk.rowCount = count;
        columns.forEach((column, c) =>
          fillColumn(chunk, { column, at: c, type: declaration[c]!, from, count }),
        );
        appender.appendDataChunk(chunk);
      }
    },
    close: () => {
      if (!open) return;
      open = false;
      appender.closeSync();
    },
  };
}

function requireColumns(found: number, expected: number): void {
  if (found === expected) return;
  throw errorOf('SHAPE_MISMATCH', {
    what: 'Parquet batch',
    found: `${found} columns`,
    expected: `${expected} columns`,
  });
}

/** Rows `from` to `from + count` of a batch's column, on their way into column `at` of a chunk. */
interface Slice<Column> {
  readonly column: Column;
  readonly at: number;
  readonly type: ColumnType;
  readonly from: number;
  readonly count: number;
}

function fillColumn(chunk: DuckDBDataChunk, slice: Slice<ArrayLike<unknown>>): void {
  const { column, at, type } = slice;
  if (isLaid(column, type)) copyColumn(chunk, { ...slice, column });
  else chunk.setColumnValues(at, cells(slice));
}

const isLaid = (column: ArrayLike<unknown>, type: ColumnType): column is Laid =>
  type in AS_IT_LIES && column instanceof AS_IT_LIES[type as keyof typeof AS_IT_LIES];

function copyColumn(chunk: DuckDBDataChunk, { column, at, from, count }: Slice<Laid>): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, at);
  const size = column.BYTES_PER_ELEMENT;
  const buffer = column.buffer as ArrayBuffer;
  duckdb.copy_data_to_vector(vector, 0, buffer, column.byteOffset + from * size, count * size);
}

/** The values of one column of a chunk, as the binding wants them. */
function cells({ column, type, from, count }: Slice<ArrayLike<unknown>>): DuckDBValue[] {
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
