import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { migrateMetadata, type Metadata, type MetadataSchema } from '../store/index.ts';

/** Opens (or makes) the metadata database in a file, in WAL mode, and migrates it. */
export async function openSqliteMetadata(path: string): Promise<Metadata> {
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON',
  );
  const db = new Kysely<MetadataSchema>({
    dialect: new SqliteDialect({ database: shim(database) }),
  });
  await migrateMetadata(db);
  return db;
}

/** Kysely's dialect speaks better-sqlite3's tongue; Node's own SQLite differs in two words. */
const shim = (database: DatabaseSync): SqliteDatabase => ({
  prepare: (sql) => statement(database.prepare(sql)),
  close: () => database.close(),
});

const statement = (prepared: StatementSync): SqliteStatement => ({
  reader: prepared.columns().length > 0,
  all: (values) => prepared.all(...(values as SQLInputValue[])),
  run: (values) => prepared.run(...(values as SQLInputValue[])),
  iterate: (values) =>
    prepared.iterate(...(values as SQLInputValue[])) as IterableIterator<unknown>,
});
