import type { LineDecoder, WordDictionary } from '../events/index.ts';
import type { ColumnBatch, ParquetWriter, Staging } from '../store/index.ts';
import { NO_ITEM, type EventRows } from './event-rows.ts';
import { ANSWER_COLUMNS, WITH_ANSWER_LIST, WITH_ANSWERS_IN_ROWS } from './event-staging.ts';
import type { Leaf } from './leaf.ts';
import { lineText } from './line-texts.ts';

/** Answers in a segment beyond which they do not go into a list. */
const MOST_LISTED_ANSWERS = 50_000;

/** The accepted events of some leaves on their way into `events.parquet`. */
export interface EventBatches {
  readonly staging: Staging;
  /** Brings them to a writer with that staging. */
  append(writer: ParquetWriter): Promise<void>;
}

/** Makes ready to bring the accepted events of some leaves. */
export function eventBatches(leaves: readonly Leaf[], decoder: LineDecoder): EventBatches {
  const answerCount = leaves.reduce((sum, { rows }) => sum + rows.answers.rows.length, 0);
  const listed = answerCount <= MOST_LISTED_ANSWERS;
  return {
    staging: listed ? WITH_ANSWER_LIST : WITH_ANSWERS_IN_ROWS,
    append: async (writer) => {
      const words = wordAppender(writer);
      let answersBefore = 0;
      for (const leaf of leaves) {
        const { rows } = leaf;
        const numbers = numbersOf(rows, await words.firstOf(rows.words));
        const answers = answersOf(leaf, decoder);
        if (listed) await writer.appendToList('answers', answers);
        const last = listed
          ? [answerNumbers(rows, answersBefore + 1)]
          : answers.columns.map((column) => spreadOut(column, rows));
        await writer.append({ rowCount: rows.count, columns: [...numbers, ...last] });
        answersBefore += answers.rowCount;
      }
    },
  };
}

/** Brings each dictionary once; neighbouring leaves mostly share one. */
function wordAppender(writer: ParquetWriter): {
  /** Number of the dictionary's first word in the list. */
  firstOf(words: WordDictionary): Promise<number>;
} {
  const firsts = new Map<WordDictionary, number>();
  let next = 1;
  return {
    firstOf: async (words) => {
      const known = firsts.get(words);
      if (known !== undefined) return known;
      const first = next;
      firsts.set(words, first);
      next += words.size;
      await writer.appendToList('words', { rowCount: words.size, columns: [words.texts] });
      return first;
    },
  };
}

/** The columns of numbers. @param firstWord number of the first word in the list */
function numbersOf(rows: EventRows, firstWord: number): ColumnBatch['columns'] {
  const { count } = rows;
  const item = new Int32Array(count);
  const user = rows.user.slice(0, count);
  for (let row = 0; row < count; row++) {
    const number = rows.item[row]!;
    item[row] = number === NO_ITEM ? 0 : number + firstWord;
    // -1 minus the word's number in the dictionary becomes minus its number in the list.
    if (user[row]! < 0) user[row]! -= firstWord - 1;
  }
  const nothing = new Int32Array(count);
  const nanos = sparse(rows.nanos, nothing);
  const watched = sparse(rows.watchedMinutes, nothing);
  return [rows.kind, rows.timeMs, nanos, user, item, rows.value, watched, rows.position];
}

/** @param nothing zeros, one a row, given back where there are no values */
function sparse(values: ReadonlyMap<number, number>, nothing: Int32Array): Int32Array {
  if (values.size === 0) return nothing;
  const column = nothing.slice();
  for (const [row, value] of values) column[row] = value;
  return column;
}

function answerNumbers({ answers, count }: EventRows, first: number): Int32Array {
  const numbers = new Int32Array(count);
  answers.rows.forEach((row, n) => (numbers[row] = first + n));
  return numbers;
}

/** A column of answers as one of all rows, NULL where a row has none. */
function spreadOut(column: ArrayLike<unknown>, { answers, count }: EventRows): unknown[] {
  const all = new Array<unknown>(count).fill(null);
  answers.rows.forEach((row, n) => (all[row] = column[n]));
  return all;
}

/**
 * What the recommendations of a leaf hold. Their lines are decoded once more: that costs less than
 * keeping the lists of all answers in memory until they are written.
 */
function answersOf(leaf: Leaf, decoder: LineDecoder): ColumnBatch {
  const { answers, position } = leaf.rows;
  const textAt = lineText({ bytes: leaf.raw.bytes(), ...answers });
  const columns = Object.keys(ANSWER_COLUMNS).map((): unknown[] => []);
  answers.rows.forEach((row, n) => {
    const decoded = decoder.decode(leaf.repairs.get(position[row]!)?.line ?? textAt(n)!);
    if (!decoded.ok || decoded.event.kind !== 'recommendation') return;
    const { host, itemIds, errorText, latencyMs } = decoded.event;
    const values = [host, JSON.stringify(itemIds), errorText, latencyMs];
    values.forEach((value, c) => columns[c]!.push(value));
  });
  return { rowCount: answers.rows.length, columns };
}
