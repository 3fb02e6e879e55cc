import { closeSync, existsSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import { errorOf } from '../../domain/errors.ts';
import type { Recommender, RecommenderAnswer } from '../../simulator/index.ts';
import { diskFullOr } from '../../store/index.ts';

/** An answer that was given, and to which request. */
interface JournalEntry {
  readonly userId: string;
  readonly atMs: number;
  readonly answer: RecommenderAnswer;
}

/** A recommender whose answers are remembered beyond the life of the process. */
export interface JournaledRecommender extends Recommender {
  /** Whether every answer of earlier processes has been given again. */
  readonly recalled: boolean;
  /** Remembers the answers given since the last call. Call it before anything follows from them. */
  flush(): void;
  close(): void;
}

/** Holds the place of an answer that is still awaited. */
const UNANSWERED: RecommenderAnswer = {
  status: 0,
  itemIds: [],
  errorText: '',
  latencyMs: 0,
  receiptId: null,
};
const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/**
 * Gives the answers of earlier processes again, in their order, and asks `live` after the last.
 * Everything else in a simulation follows from its settings, so this is all that a service under
 * way has to keep to go on where it stood.
 *
 * `ask` rejects with DataError `SIMULATION_DIVERGED` when another request is made than then.
 *
 * @param path JSON lines; a line that was torn when its writer was killed is cut off: nothing had
 *   followed from it yet
 */
export function journaled(live: Recommender, path: string): JournaledRecommender {
  const whole = existsSync(path) ? wholeLength(path) : 0;
  if (existsSync(path)) truncateSync(path, whole);
  const fd = openSync(path, 'a+');
  const earlier = entriesOf(fd);
  let next = earlier.next();
  let count = 0;
  let given: JournalEntry[] = [];
  return {
    get recalled() {
      return next.done === true;
    },
    ask: (userId, atMs) => {
      if (next.done !== true) {
        const entry = next.value;
        if (entry.userId !== userId || entry.atMs !== atMs)
          return Promise.reject(errorOf('SIMULATION_DIVERGED', { path, found: count }));
        next = earlier.next();
        count++;
        return Promise.resolve(entry.answer);
      }
      const place = given.length;
      given.push({ userId, atMs, answer: UNANSWERED });
      const entries = given;
      return live.ask(userId, atMs).then((answer) => {
        entries[place] = { userId, atMs, answer };
        return answer;
      });
    },
    flush: () => {
      const bytes = Buffer.from(given.map(encode).join(''));
      given = [];
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      } catch (thrown) {
        throw diskFullOr(path, thrown);
      }
    },
    close: () => closeSync(fd),
  };
}

const encode = ({ userId, atMs, answer }: JournalEntry): string =>
  `${JSON.stringify([
    userId,
    atMs,
    answer.status,
    answer.latencyMs,
    answer.receiptId,
    answer.status === 200 ? answer.itemIds.join(',') : answer.errorText,
  ])}\n`;

function decode(line: string): JournalEntry {
  const [userId, atMs, status, latencyMs, receiptId, text] = JSON.parse(line) as [
    string,
    number,
    number,
    number,
    string | null,
    string,
  ];
  const itemIds = status === 200 ? text.split(',') : [];
  const errorText = status === 200 ? '' : text;
  return { userId, atMs, answer: { status, itemIds, errorText, latencyMs, receiptId } };
}

/** Entries from the beginning of a file that ends after a whole line. Memory: one chunk. */
function* entriesOf(fd: number): Generator<JournalEntry, void> {
  let rest = Buffer.alloc(0);
  for (let position = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const read = readSync(fd, chunk, 0, CHUNK_BYTES, position);
    if (read === 0) return;
    position += read;
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(end);
    for (const line of bytes.toString('utf8', 0, end).split('\n'))
      if (line !== '') yield decode(line);
  }
}

/** Bytes up to the last line end of a file. */
function wholeLength(path: string): number {
  const fd = openSync(path, 'r');
  try {
    let [whole, position] = [0, 0];
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read; (read = readSync(fd, chunk, 0, CHUNK_BYTES, position)) > 0; position += read) {
      const end = chunk.subarray(0, read).lastIndexOf(NEWLINE);
      if (end >= 0) whole = position + end + 1;
    }
    return whole;
  } finally {
    closeSync(fd);
  }
}
