/** What diversity looks at. */
export interface Relevant {
  readonly relevance: number;
  readonly genres: ReadonlySet<string>;
}

/**
 * Chooses the next item by maximal marginal relevance,
 *
 *     argmax λ·r(i) − (1 − λ)·max sim(i, j)        i over what is left, j over what is chosen
 *
 * with r the relevance scaled to [0, 1] and sim the Jaccard similarity of genres (0 where one of
 * the two has none). The first of equals wins.
 *
 * Source: Carbonell & Goldstein, SIGIR 1998, eq. 2.
 */
export class MarginalRelevance {
  readonly #lambda: number;
  readonly #closest: number[] = [];
  readonly #all: readonly Relevant[];

  /** @param all what is chosen from, relevance within [0, 1] */
  constructor(all: readonly Relevant[], lambda: number) {
    this.#all = all;
    this.#lambda = lambda;
    this.#closest = all.map(() => 0);
  }

  /** The value of one item as things stand. */
  valueOf(at: number): number {
    return this.#lambda * this.#all[at]!.relevance - (1 - this.#lambda) * this.#closest[at]!;
  }

  /** Takes note that something was chosen. Cost: O(items). */
  chose(genres: ReadonlySet<string>): void {
    for (const [at, { genres: own }] of this.#all.entries())
      this.#closest[at] = Math.max(this.#closest[at]!, jaccard(own, genres));
  }
}

/** |a ∩ b| / |a ∪ b|; 0 where both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const name of a) if (b.has(name)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
