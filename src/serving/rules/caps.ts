import type { Item } from '../../domain/catalogue-records.ts';
import { genresOf, type RuleSet } from './rule-set.ts';

/**
 * Counts the items of each collection and each genre of a list in the making. An item of which
 * the catalogue does not say either is under no cap.
 *
 * What a set of items fits, each of its subsets fits: the ground on which explored items are
 * chosen so that no draw can break a cap.
 */
export class CapCounts {
  readonly #caps: RuleSet['caps'];
  readonly #collections = new Map<string, number>();
  readonly #genres = new Map<string, number>();

  constructor({ caps }: Pick<RuleSet, 'caps'>) {
    this.#caps = caps;
  }

  /** Whether one more item keeps within the caps. */
  admits(item: Item | null): boolean {
    const { collection = Infinity, genre = Infinity } = this.#caps;
    const name = item?.collection ?? null;
    const ofCollection = name === null ? 0 : (this.#collections.get(name) ?? 0);
    if (ofCollection >= collection) return false;
    if (genre === Infinity) return true;
    for (const of of genresOf(item)) if ((this.#genres.get(of) ?? 0) >= genre) return false;
    return true;
  }

  add(item: Item | null): void {
    const name = item?.collection ?? null;
    if (name !== null) this.#collections.set(name, (this.#collections.get(name) ?? 0) + 1);
    if (this.#caps.genre === undefined) return;
    for (const genre of genresOf(item)) this.#genres.set(genre, (this.#genres.get(genre) ?? 0) + 1);
  }
}
