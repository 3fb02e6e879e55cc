import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ARTIFACT_FOLDERS, diskFullOr, writeFileDurably, type Home } from '../store/index.ts';
import type { CatalogueAnswer } from './catalogue-api.ts';

/** An answer with the instant it came. */
export interface JournalledAnswer extends CatalogueAnswer {
  readonly atMs: number;
}

/** Answers of an API on disk, until a snapshot has them. */
export interface AnswerJournal {
  /** The last answer to each id that was asked, by kind and id. */
  readonly answers: ReadonlyMap<string, JournalledAnswer>;
  /** Keeps an answer; it survives the process at once and a power cut after `flush`. */
  add(answer: JournalledAnswer): void;
  flush(): void;
  /** Forgets everything, because a snapshot has it. */
  clear(): void;
  close(): void;
}

/** Key of an answer. */
export const answerKey = (kind: CatalogueAnswer['kind'], id: string): string => `${kind} ${id}`;

/**
 * Opens the journal of whoever asks (`sync`, `ingest`); each has its own, so that none waits for the
 * other. A last line that a crash cut is left out.
 *
 * @throws UnavailableError `DISK_FULL` when it is written
 */
export function openJournal(home: Home, asker: 'sync' | 'ingest'): AnswerJournal {
  const path = journalPath(home, asker);
  mkdirSync(join(home.root, ARTIFACT_FOLDERS.catalogue), { recursive: true });
  const answers = new Map(readJournal(home, asker).map((a) => [answerKey(a.kind, a.id), a]));
  // Written anew, so that what follows a cut line begins on a line of its own.
  writeFileDurably(path, textOf(answers.values()));
  let fd = openSync(path, 'a');
  return {
    answers,
    add: (answer) => {
      answers.set(answerKey(answer.kind, answer.id), answer);
      const bytes = Buffer.from(textOf([answer]));
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      } catch (thrown) {
        throw diskFullOr(path, thrown);
      }
    },
    flush: () => fsyncSync(fd),
    clear: () => {
      answers.clear();
      closeSync(fd);
      writeFileDurably(path, '');
      fd = openSync(path, 'a');
    },
    close: () => closeSync(fd),
  };
}

/** The answers that an asker's journal holds, oldest first. */
export function readJournal(home: Home, asker: 'sync' | 'ingest'): JournalledAnswer[] {
  const path = journalPath(home, asker);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line) => parseAnswer(line) ?? []);
}

const journalPath = (home: Home, asker: string): string =>
  join(home.root, ARTIFACT_FOLDERS.catalogue, `answers-${asker}.jsonl`);

const textOf = (answers: Iterable<JournalledAnswer>): string =>
  [...answers].map((answer) => `${JSON.stringify(answer)}\n`).join('');

function parseAnswer(line: string): JournalledAnswer | null {
  try {
    const { kind, id, body, atMs } = JSON.parse(line) as Partial<JournalledAnswer>;
    if ((kind !== 'item' && kind !== 'user') || typeof id !== 'string') return null;
    if (typeof body !== 'object' || typeof atMs !== 'number') return null;
    return { kind, id, body, atMs };
  } catch {
    return null;
  }
}
