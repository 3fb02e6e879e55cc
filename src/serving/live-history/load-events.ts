import { sqlPaths, sqlString, type Tables } from '../../store/index.ts';
import { contactScratch, isLike, type HistoryTables } from './history-events.ts';

/** Some events of the lake. */
export interface EventFiles {
  /** Parquet files of accepted events. */
  readonly paths: readonly string[];
  /** A condition on their columns, such as `position >= 7`. */
  readonly where: string;
}

/** Brings events of the lake into tables. */
export interface EventLoader {
  /**
   * Folds in the watches and ratings of some files, as numbers from the engine's memory; rows of users
   * whose ids are no plain numbers come as text afterwards. Many ticks of the same watch are folded by
   * the engine first. Calls may overlap: then the engine reads what comes next meanwhile.
   */
  load(files: EventFiles): Promise<void>;
}

/** Rows of a piece in which ids are looked up before any contact is touched. */
const PIECE_ROWS = 4_096;
/** Stands for an id that is no plain number, or an item that has no number yet. */
const OTHER = -1;
/** Rows a pair of user and item has, on average, from which on the engine folds them first. */
const FOLD_FROM = 3;
/** Share of rows left over from which on the items are looked for before the rows are read. */
const MANY_LEFT = 0.01;

let tableCount = 0;

export function eventLoader(engine: Tables, tables: HistoryTables): EventLoader {
  const itemTable = itemTables(engine, tables);
  const take = numberTaker(tables);
  const takeText = textTaker(tables);
  let isManyLeft = true;
  return {
    load: async ({ paths, where }) => {
      if (paths.length === 0) return;
      const events = `(SELECT * FROM read_parquet(${sqlPaths(paths)}) WHERE kind IN ('watch', 'rating') AND (${where}))`;
      const rows = (await isTicks(engine, paths[0]!))
        ? foldedRows(tables, events)
        : eventRows(events);
      if (isManyLeft) await nameItems(engine, tables, events);
      const items = await itemTable.take();
      try {
        const numbered = (ids: string): string =>
          `SELECT ${ids}, COLUMNS(rows.* EXCLUDE (user_id, item_id))::DOUBLE
           FROM (${rows}) AS rows LEFT JOIN ${items.name} USING (item_id)`;
        let [read, left] = [0, 0];
        await engine.numbers(
          numbered(`${USER_NUMBER}, coalesce(number, ${OTHER})::DOUBLE`),
          (columns, rowCount) => {
            read += rowCount;
            left += take(columns, rowCount);
          },
        );
        isManyLeft = left > MANY_LEFT * read;
        const texts = `${numbered('user_id, item_id')} WHERE number IS NULL OR ${USER_NUMBER} = ${OTHER}`;
        if (left > 0) await engine.columns(texts, takeText);
      } finally {
        await itemTable.give(items);
      }
    },
  };
}

/** A user id as a number where it is one as it prints. */
const USER_NUMBER = `CASE WHEN TRY_CAST(user_id AS BIGINT)::VARCHAR = user_id AND TRY_CAST(user_id AS BIGINT) BETWEEN 0 AND 999999999999999
  THEN TRY_CAST(user_id AS BIGINT) ELSE ${OTHER} END::DOUBLE`;

/** One row an event. `value` is the minute of a watch, or minus the rating. */
const eventRows = (events: string): string =>
  `SELECT user_id, item_id, time_ms, coalesce(minute, -rating) AS value FROM ${events}`;

/**
 * One row for what a user watched, or rated, of an item: the latest contact, the furthest minute or
 * minus the rating that counts, and the first like or -1.
 */
const foldedRows = ({ rule }: HistoryTables, events: string): string => `
  SELECT user_id, item_id, max(time_ms) AS time_ms,
    CASE kind WHEN 'watch' THEN max(minute) ELSE -max_by(rating, {t: time_ms, r: rating}) END AS value,
    coalesce(min(time_ms) FILTER (WHERE coalesce(minute >= ${rule.fromMinute}, rating >= ${rule.fromRating})), -1) AS liked_ms
  FROM ${events} GROUP BY user_id, item_id, kind`;

/** Whether the lines tell of single minutes, many to a watch. Judged by one file. */
async function isTicks(engine: Tables, path: string): Promise<boolean> {
  const [found] = await engine.rows<{ rows: number; pairs: number }>(
    `SELECT count(*) AS rows, count(DISTINCT (user_id, item_id)) AS pairs
     FROM (SELECT user_id, item_id FROM read_parquet(${sqlString(path)}) WHERE kind = 'watch' LIMIT 100000)`,
  );
  return found !== undefined && found.rows >= FOLD_FROM * found.pairs;
}

/** Gives the items of some events their numbers. */
const nameItems = (engine: Tables, { items }: HistoryTables, events: string): Promise<void> =>
  engine.columns(`SELECT DISTINCT item_id FROM ${events}`, ([ids]) => {
    for (const id of ids!) items.add(id as string);
  });

/** A table in the engine that has the number of each item. */
interface ItemTable {
  readonly name: string;
  readonly size: number;
  uses: number;
}

/** Keeps such a table; one that lacks items is dropped when nobody reads it any more. */
function itemTables(engine: Tables, { items }: HistoryTables) {
  let latest: ItemTable | null = null;
  const dropUnused = async (table: ItemTable | null): Promise<void> => {
    if (table !== null && table !== latest && table.uses === 0)
      await engine.run(`DROP TABLE IF EXISTS ${table.name}`);
  };
  return {
    /** The table as it is now, for as long as it is not given back. */
    take: async (): Promise<ItemTable> => {
      if (latest?.size === items.size) {
        latest.uses++;
        return latest;
      }
      const made = { name: `history_items_${++tableCount}`, size: items.size, uses: 1 };
      const ids = Array.from({ length: made.size }, (_, number) => sqlString(items.idOf(number)));
      await engine.run(
        `CREATE TEMP TABLE ${made.name} AS SELECT unnest(ids) AS item_id, unnest(range(len(ids))) AS number
         FROM (SELECT [${ids.join(', ')}]::VARCHAR[] AS ids)`,
      );
      const before = latest;
      latest = made;
      await dropUnused(before);
      return made;
    },
    give: async (table: ItemTable): Promise<void> => {
      table.uses--;
      await dropUnused(table);
    },
  };
}

/** Makes the function that takes rows of numbers. @returns how many it has to leave */
function numberTaker(
  tables: HistoryTables,
): (columns: readonly Float64Array[], rowCount: number) => number {
  const users = new Int32Array(PIECE_ROWS);
  const note = rowNoter(tables);
  return (columns, rowCount) => {
    const userIds = columns[0]!;
    const itemNumbers = columns[1]!;
    let left = 0;
    for (let from = 0; from < rowCount; from += PIECE_ROWS) {
      const count = Math.min(rowCount - from, PIECE_ROWS);
      for (let k = 0; k < count; k++) {
        const id = userIds[from + k]!;
        const isLeft = id === OTHER || itemNumbers[from + k] === OTHER;
        users[k] = isLeft ? OTHER : tables.users.addNumber(id);
      }
      tables.contacts.warm(users, count);
      for (let k = 0; k < count; k++)
        if (users[k] === OTHER) left++;
        else note(users[k]!, columns, from + k);
    }
    return left;
  };
}

/** Makes the function that takes rows whose ids are text. */
function textTaker(
  tables: HistoryTables,
): (columns: readonly (readonly unknown[])[], rowCount: number) => void {
  const note = rowNoter(tables);
  return (columns, rowCount) => {
    const items = columns[1]!.map((id) => tables.items.add(id as string));
    const numbers = columns.with(1, items) as readonly (readonly number[])[];
    for (let row = 0; row < rowCount; row++)
      if (items[row]! >= 0) note(tables.users.add(columns[0]![row] as string), numbers, row);
  };
}

/** Makes the function that folds in a row of `eventRows` or `foldedRows`: user, item and the rest. */
function rowNoter({
  rule,
  contacts,
}: HistoryTables): (user: number, columns: readonly ArrayLike<number>[], row: number) => void {
  const event = contactScratch();
  return (user, columns, row) => {
    const value = columns[3]![row]!;
    event.item = columns[1]![row]!;
    event.kind = value < 0 ? 'rating' : 'watch';
    event.timeMs = columns[2]![row]!;
    event.value = Math.abs(value);
    event.isLike = columns.length === 4 && isLike(rule, event);
    contacts.noteQuickly(user, event);
    const likedMs = columns.length === 4 ? -1 : columns[4]![row]!;
    if (likedMs < 0) return;
    event.timeMs = likedMs;
    event.value = 0;
    event.isLike = true;
    contacts.noteQuickly(user, event);
  };
}
