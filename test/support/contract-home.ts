import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_LEDGER, type Ledger } from '../../src/domain/ledger.ts';
import {
  checkContracts,
  type Contracts,
  type DataInScope,
  type SetAside,
} from '../../src/quality/index.ts';
import type { ColumnType, Tables } from '../../src/store/index.ts';

export const DAY_MS = 86_400_000;
/** Midnight before the first event. */
export const FIRST_DAY_MS = Date.UTC(2026, 2, 1);
/** Whole days of events; the last one is judged. */
const DAYS = 5;
const PER_HOUR = 4;

/** Rows as a fault may change them: columns by name, one value a row. */
export type Columns = Record<string, unknown[]>;

/** Everything that a contract can object to; a fault changes one thing. */
export interface World {
  /** One Parquet file a day. */
  events: Columns[];
  types: Record<string, ColumnType>[];
  users: Columns;
  movies: Columns;
  ledger: Ledger;
  quarantined: SetAside[];
  nowMs: number;
}

const EVENT_TYPES: Record<string, ColumnType> = {
  kind: 'VARCHAR',
  time_ms: 'BIGINT',
  user_id: 'VARCHAR',
  item_id: 'VARCHAR',
  minute: 'INTEGER',
  host: 'VARCHAR',
  note: 'VARCHAR',
  item_ids: 'VARCHAR[]',
};
const USER_TYPES: Record<string, ColumnType> = { user_id: 'VARCHAR', gender: 'VARCHAR' };
const MOVIE_TYPES: Record<string, ColumnType> = { item_id: 'VARCHAR' };

/** Five days of sound events, four in each hour, with the catalogue that goes with them. */
export function soundWorld(): World {
  const day = (k: number): Columns => {
    const rows = Array.from({ length: 24 * PER_HOUR }, (_, row) => row);
    return {
      kind: rows.map(() => 'watch'),
      time_ms: rows.map((row) => FIRST_DAY_MS + k * DAY_MS + row * (3_600_000 / PER_HOUR)),
      user_id: rows.map((row) => String(1 + (row % 3))),
      item_id: rows.map((row) => `film+${row % 2}`),
      minute: rows.map((row) => row % 90),
      host: rows.map(() => 'a.example'),
      note: rows.map(() => 'some words'),
      item_ids: rows.map(() => ['film+0', 'film+1']),
    };
  };
  const events = Array.from({ length: DAYS }, (_, k) => day(k));
  const lines = DAYS * 24 * PER_HOUR;
  return {
    events,
    types: events.map(() => ({ ...EVENT_TYPES })),
    users: { user_id: ['1', '2', '3'], gender: ['M', 'F', 'F'] },
    movies: { item_id: ['film+0', 'film+1'] },
    ledger: {
      ...EMPTY_LEDGER,
      read: lines,
      accepted: { ...EMPTY_LEDGER.accepted, watch: lines },
    },
    quarantined: [],
    nowMs: FIRST_DAY_MS + DAYS * DAY_MS,
  };
}

async function write(
  tables: Tables,
  path: string,
  columns: Columns,
  types: Record<string, ColumnType>,
): Promise<string> {
  mkdirSync(join(path, '..'), { recursive: true });
  const declared = Object.fromEntries(Object.keys(columns).map((name) => [name, types[name]!]));
  const writer = await tables.writeParquet(path, declared);
  const values = Object.values(columns);
  await writer.append({ rowCount: values[0]!.length, columns: values });
  await writer.close();
  return path;
}

/** Writes a world as Parquet and holds it against contracts. */
export async function checkWorld(
  tables: Tables,
  folder: string,
  { world, contracts }: { readonly world: World; readonly contracts: Contracts },
) {
  const files: string[] = [];
  for (const [k, columns] of world.events.entries())
    files.push(
      await write(tables, join(folder, `segment-${k}`, 'events.parquet'), columns, world.types[k]!),
    );
  const table = async (name: string, columns: Columns, types: Record<string, ColumnType>) => ({
    file: await write(tables, join(folder, `${name}.parquet`), columns, types),
    knownFromMs: null,
  });
  const times = world.events.flatMap((columns) => (columns['time_ms'] ?? []) as number[]);
  const data: DataInScope = {
    tables,
    nowMs: world.nowMs,
    events: {
      files,
      historyFiles: files,
      span: null,
      firstMs: FIRST_DAY_MS,
      newestMs: Math.max(...times),
      judgedDay: { day: '2026-03-05', startMs: FIRST_DAY_MS + (DAYS - 1) * DAY_MS },
      ledger: world.ledger,
      quarantined: world.quarantined,
      repaired: [],
    },
    users: await table('users', world.users, USER_TYPES),
    movies: await table('movies', world.movies, MOVIE_TYPES),
  };
  return checkContracts(contracts, data);
}
