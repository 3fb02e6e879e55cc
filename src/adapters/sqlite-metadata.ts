import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { errorOf, messageOf } from '../domain/errors.ts';
import { diskFullOr, migrateMetadata, type Metadata, type MetadataSchema } from '../store/index.ts';

/** Others that hold the database are waited for this long, from the first statement on. */
const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON`;

/**
 * Opens (or makes) the metadata database in a file, in WAL mode, and migrates it.
 *
 * @throws UnavailableError `DATABASE_UNUSABLE`, `DISK_FULL`
 */
export async function openSqliteMetadata(path: string): Promise<Metadata> {
  try {
    const database = new DatabaseSync(path);
    database.exec(PRAGMAS);
    const db = new Kysely<MetadataSchema>({
      dialect: new SqliteDialect({ database: shim(database) }),
    });
    await migrateMetadata(db);
    return db;
  } catch (thrown) {
    const mapped = diskFullOr(path, thrown);
    if (mapped !== thrown) throw mapped;
    throw errorOf('DATABASE_UNUSABLE', { path, found: messageOf(thrown) }, thrown);
  }
}

/**
 * Kysely's dialect speaks better-sqlite3's tongue; Node's own SQLite differs in two words. All of our
 * transactions write, so they wait for their turn at the beginning: one that has read before
 * somebody else wrote could not write any more, and would fail without waiting.
 */
const shim = (database: DatabaseSync): SqliteDatabase => ({
  prepare: (sql) => statement(database.prepare(sql === 'begin' ? 'begin immediate' : sql)),
  close: () => database.close(),
});

const statement = (prepared: StatementSync): SqliteStatement => ({
  reader: prepared.columns().length > 0,
  all: (values) => prepared.all(...(values as SQLInputValue[])),
  run: (values) => prepared.run(...(values as SQLInputValue[])),
  iterate: (values) =>
    prepared.iterate(...(values as SQLInputValue[])) as IterableIterator<unknown>,
});

/** What SQLite's own check says is damaged in a database file; nothing when it is sound. */
export function sqliteDamage(path: string): string[] {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    const said = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    database.close();
    return said.map((row) => row.integrity_check).filter((sentence) => sentence !== 'ok');
  } catch (thrown) {
    return [messageOf(thrown)];
  }
}
