import type { ColumnType, Staging } from '../store/index.ts';
import type { EVENT_COLUMNS } from './event-columns.ts';

/**
 * The form in which events are brought: numbers as `EventRows` has them (doubles are exact below
 * 2^53). What is text comes as a number into the list `words`.
 */
const NUMBERS = {
  kind: 'UTINYINT',
  time_ms: 'DOUBLE',
  time_nanos: 'INTEGER',
  /** The user id's value; below 0 the negative number of a word, from 1. */
  user_number: 'DOUBLE',
  /** Number of a word, from 1; 0 for none. */
  item: 'INTEGER',
  value: 'DOUBLE',
  /** 0 for none. */
  watched_minutes: 'INTEGER',
  position: 'DOUBLE',
} as const satisfies Record<string, ColumnType>;

/** What only a recommendation has. */
export const ANSWER_COLUMNS = {
  host: 'VARCHAR',
  /** A JSON array of strings. */
  item_ids: 'VARCHAR',
  error_text: 'VARCHAR',
  latency_ms: 'INTEGER',
} as const satisfies Record<string, ColumnType>;

const WORDS = { text: 'VARCHAR' } as const;

/** How the numbers become the rows of `events.parquet`, with the way to a part of an answer. */
const selectWith = (
  answer: (column: keyof typeof ANSWER_COLUMNS) => string,
): Record<keyof typeof EVENT_COLUMNS, string> => ({
  kind: "CASE kind WHEN 0 THEN 'watch' WHEN 1 THEN 'rating' WHEN 2 THEN 'recommendation' ELSE 'account' END",
  time_ms: 'CAST(time_ms AS BIGINT)',
  time_nanos: 'time_nanos',
  user_id:
    'CASE WHEN user_number < 0 THEN words[CAST(-user_number AS BIGINT)] ELSE CAST(CAST(user_number AS BIGINT) AS VARCHAR) END',
  item_id: 'words[item]',
  minute: 'CASE kind WHEN 0 THEN CAST(value AS INTEGER) END',
  watched_minutes: 'nullif(watched_minutes, 0)',
  rating: 'CASE kind WHEN 1 THEN value END',
  host: answer('host'),
  status: 'CASE kind WHEN 2 THEN CAST(value AS INTEGER) END',
  item_ids: `CAST(CAST(${answer('item_ids')} AS JSON) AS VARCHAR[])`,
  error_text: answer('error_text'),
  latency_ms: answer('latency_ms'),
  position: 'CAST(position AS BIGINT)',
});

/** Answers in a list beside the rows, 1-based, 0 for none: for the usual log, where few lines are. */
export const WITH_ANSWER_LIST: Staging = {
  columns: { ...NUMBERS, answer: 'INTEGER' },
  lists: { words: WORDS, answers: ANSWER_COLUMNS },
  select: selectWith((column) => `CASE WHEN answer > 0 THEN answers[answer].${column} END`),
};

/** Answers in the rows: for a log that holds little else, whose list would not fit into memory. */
export const WITH_ANSWERS_IN_ROWS: Staging = {
  columns: { ...NUMBERS, ...ANSWER_COLUMNS },
  lists: { words: WORDS },
  select: selectWith((column) => column),
};
