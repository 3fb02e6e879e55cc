import { existsSync, readFileSync } from 'node:fs';
import type { CatalogueQuestions } from '../catalogue/index.ts';
import { errorOf } from '../domain/errors.ts';
import { isDigits, isItemId } from '../events/index.ts';

const MOST_USERS = 20_000_000;

/**
 * Reads ids to ask about, one a line: digits are users, the rest movies.
 *
 * @throws InputError `FILE_NOT_FOUND`, `CATALOGUE_IDS`
 */
export function readIds(path: string): CatalogueQuestions {
  if (!existsSync(path)) throw errorOf('FILE_NOT_FOUND', { path, expected: 'a list of ids' });
  const items: string[] = [];
  const users: string[] = [];
  for (const [row, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    const id = line.trim();
    if (id === '') continue;
    if (isDigits(id, 0, id.length)) users.push(id);
    else if (isItemId(id, 0, id.length)) items.push(id);
    else
      throw errorOf('CATALOGUE_IDS', {
        where: `${path} line ${row + 1}`,
        found: id.slice(0, 60),
        expected: 'a movie id or a user id',
      });
  }
  return { items, users };
}

/** The users of a range such as `1-1000`. @throws InputError `CATALOGUE_IDS` */
export function userRange(text: string): string[] {
  const [, from, to] = /^(\d{1,10})-(\d{1,10})$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === undefined || first < 1 || last < first || last - first >= MOST_USERS)
    throw errorOf('CATALOGUE_IDS', {
      where: '--user-range',
      found: text.slice(0, 60),
      expected: `FIRST-LAST with at most ${MOST_USERS} users, such as 1-1000`,
    });
  return Array.from({ length: last - first + 1 }, (_, k) => String(first + k));
}
