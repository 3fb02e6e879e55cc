import { errorOf } from '../domain/errors.ts';
import type { Progress } from '../domain/progress.ts';
import { join } from 'node:path';
import { lockRole } from '../store/index.ts';
import { answerKey, openJournal, readJournal } from './answer-journal.ts';
import type { CatalogueApi, CatalogueQuestions } from './catalogue-api.ts';
import { foldAnswers, type FoldPorts, type FoldResult } from './fold-answers.ts';
import { readItems, readMissing, readUsers } from './read-tables.ts';
import { currentSnapshot } from './snapshot.ts';

/** What a sync from an API needs. */
export interface ApiSyncOptions extends FoldPorts {
  readonly api: CatalogueApi;
  /** Ids that may be asked; those that are known already are not. */
  readonly wanted: CatalogueQuestions;
  /** How long "there is no such id" is believed. */
  readonly missingDays: number;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

/** What a sync from an API came to. */
export interface ApiSyncResult extends FoldResult {
  /** Ids that this run asked and got an answer to, and those that an earlier run had asked. */
  readonly asked: number;
  readonly resumed: number;
  /** Ids still without an answer. */
  readonly unanswered: CatalogueQuestions;
  readonly problem: string | null;
}

const DAY_MS = 86_400_000;
const FLUSH_EVERY = 200;

/**
 * Asks an API about ids and makes a snapshot of the answers. Every answer is journalled when it
 * comes, so a sync that is killed goes on where it was; what it could not ask stays for the next
 * one. Ids that were not there are asked again when that has expired.
 *
 * @throws ConflictError `HOME_LOCKED` while another process syncs; as `foldAnswers`
 */
export async function syncFromApi(options: ApiSyncOptions): Promise<ApiSyncResult> {
  const { home, api, clock, progress, stop } = options;
  const lock = lockRole(home, 'catalogue');
  const journal = openJournal(home, 'sync');
  try {
    const resumed = journal.answers.size;
    const since = readJournal(home, 'ingest');
    const answered = new Set([
      ...journal.answers.keys(),
      ...since.map((a) => answerKey(a.kind, a.id)),
    ]);
    const questions = await stillToAsk(options, answered);
    const total = questions.items.length + questions.users.length;
    let done = 0;
    const tell = (): void =>
      progress.update({ task: 'catalogue', done, total, unit: 'ids', note: api.name });
    tell();
    const result = await api.ask(questions, {
      stop,
      whenDown: 'wait',
      take: (answer) => {
        journal.add({ ...answer, atMs: clock.nowMs() });
        if (++done % FLUSH_EVERY === 0) journal.flush();
        tell();
      },
    });
    journal.flush();
    if (done === 0 && total > 0 && resumed === 0 && !stop.aborted)
      throw errorOf('CATALOGUE_UNREACHABLE', {
        address: api.name,
        found: result.problem ?? 'no answer',
      });
    const folded = await foldAnswers(options, [...since, ...journal.answers.values()]);
    journal.clear();
    const { unanswered, problem } = result;
    return { ...folded, asked: done, resumed, unanswered, problem };
  } finally {
    journal.close();
    lock.release();
  }
}

/** The ids that neither the snapshot nor a journal has an answer to that still holds. */
async function stillToAsk(
  { home, artifacts, tables, clock, wanted, missingDays }: ApiSyncOptions,
  answered: ReadonlySet<string>,
): Promise<CatalogueQuestions> {
  const snapshot = await currentSnapshot(home, artifacts);
  const known = new Set(answered);
  if (snapshot !== null) {
    const at = (name: string): string => join(snapshot.folder, name);
    for (const { itemId } of await readItems(tables, at('items.parquet')))
      known.add(answerKey('item', itemId));
    for (const { userId } of await readUsers(tables, at('users.parquet')))
      known.add(answerKey('user', userId));
    const heldFromMs = clock.nowMs() - missingDays * DAY_MS;
    if (snapshot.manifest.content.missing)
      for (const { kind, id, askedMs } of await readMissing(tables, at('missing.parquet')))
        if (askedMs >= heldFromMs) known.add(answerKey(kind, id));
  }
  const open = (kind: 'item' | 'user', ids: readonly string[]): string[] =>
    [...new Set(ids)].filter((id) => !known.has(answerKey(kind, id)));
  return { items: open('item', wanted.items), users: open('user', wanted.users) };
}
