import { rmSync } from 'node:fs';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  sqlString,
  syncPath,
  type ColumnType,
  type ParquetWriter,
  type Staging,
} from '../store/index.ts';
import { chunkAppender, type ChunkAppender } from './duckdb-chunks.ts';

type Columns = Readonly<Record<string, ColumnType>>;

/** What a Parquet file is to hold, and how its rows come. */
export interface ParquetFile {
  readonly path: string;
  readonly declaration: Columns;
  readonly staging: Staging | undefined;
}

/**
 * Starts a Parquet file. Rows gather in a temporary table of a connection of their own, so that
 * neither they nor the copying waits for what others ask the engine; the copying goes on beside
 * the event loop.
 */
export async function openParquetWriter(
  instance: DuckDBInstance,
  { path, declaration, staging }: ParquetFile,
): Promise<ParquetWriter> {
  const connection = await instance.connect();
  const rows = await openTable(connection, 'staged', staging?.columns ?? declaration);
  const lists = new Map<string, ChunkAppender>();
  for (const [name, columns] of Object.entries(staging?.lists ?? {}))
    lists.set(name, await openTable(connection, listTable(name), columns));
  const finishTables = (): void => {
    for (const table of [rows, ...lists.values()]) table.close();
  };
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    finishTables();
    connection.closeSync();
  };
  return {
    append: async (batch) => rows.append(batch),
    appendToList: async (list, batch) => lists.get(list)!.append(batch),
    close: async () => {
      finishTables();
      await connection.run(
        `COPY (${selection(staging)}) TO ${sqlString(path)} (FORMAT parquet, COMPRESSION zstd)`,
      );
      end();
      syncPath(path);
    },
    discard: async () => {
      end();
      rmSync(path, { force: true });
    },
  };
}

async function openTable(
  connection: DuckDBConnection,
  name: string,
  columns: Columns,
): Promise<ChunkAppender> {
  const listed = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  await connection.run(`CREATE TEMP TABLE ${name} (${listed.join(', ')})`);
  return chunkAppender(await connection.createAppender(name), Object.values(columns));
}

const listTable = (list: string): string => `list_${list}`;

/** Each list is one value beside every row: unlike a join that keeps the rows' order. */
function selection(staging: Staging | undefined): string {
  if (staging === undefined) return 'FROM staged';
  const values = Object.entries(staging.select).map(([name, value]) => `${value} AS "${name}"`);
  const lists = Object.entries(staging.lists).map(([name, columns]) => {
    const names = Object.keys(columns);
    const entry =
      names.length === 1 ? names[0]! : `{${names.map((column) => `${column}: ${column}`).join()}}`;
    return `(SELECT list(${entry} ORDER BY rowid) AS ${name} FROM ${listTable(name)})`;
  });
  return `SELECT ${values.join(', ')} FROM ${['staged', ...lists].join(', ')}`;
}
