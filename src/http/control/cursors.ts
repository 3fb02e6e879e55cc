import { errorOf } from '../../domain/errors.ts';

/** A page of a list. */
export interface Page<T> {
  readonly entries: T[];
  /** Where the next begins; `null` on the last. */
  readonly next: string | null;
}

/** What a cursor is made from: the keys of the last entry of a page. */
type Key = readonly (string | number | null)[];

/** A cursor that callers give back as it is. */
export const cursorOf = (key: Key): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The keys that a cursor was made from.
 *
 * @param size how many there must be
 * @throws InputError `CURSOR_INVALID`
 */
export function keyIn(cursor: string, size: number): Key {
  const invalid = (): Error => errorOf('CURSOR_INVALID', { found: `${cursor.length} characters` });
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalid();
  }
  const isKey =
    Array.isArray(key) &&
    key.length === size &&
    key.every((part) => part === null || typeof part === 'string' || Number.isFinite(part));
  if (!isKey) throw invalid();
  return key as Key;
}

/**
 * A page of entries that are all at hand, in order, each with a name of its own: it goes on behind
 * the entry that the cursor names, wherever that stands by now.
 *
 * @throws InputError `CURSOR_INVALID` for a cursor of another list, or of an entry that is gone
 */
export function pageOf<T>(
  all: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  nameOf: (entry: T) => string,
): Page<T> {
  let from = 0;
  if (cursor !== undefined) {
    const [name] = keyIn(cursor, 1);
    from = all.findIndex((entry) => nameOf(entry) === name) + 1;
    if (from === 0) throw errorOf('CURSOR_INVALID', { found: 'an entry that is gone' });
  }
  const entries = all.slice(from, from + limit);
  const last = entries.at(-1);
  const isMore = from + limit < all.length && last !== undefined;
  return { entries, next: isMore ? cursorOf([nameOf(last)]) : null };
}
