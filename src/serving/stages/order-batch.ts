import { boosted, hasBoosts } from '../rules/boosts.ts';
import { MarginalRelevance } from '../rules/diversity.ts';
import type { Asked } from '../rules/rule.ts';
import { genresOf, type RuleSet } from '../rules/rule-set.ts';
import type { Sourced } from './list-draft.ts';

/** Candidates in the order in which they are put on the list. */
export interface Ordering {
  /** The best that was not given yet; `null` at the end. */
  next(): Sourced | null;
  /** Says that one was put on the list: diversity looks at what is there. */
  chose(candidate: Sourced): void;
}

/** What an order depends on besides the rules. */
export interface OrderContext {
  readonly itemOf: Asked['itemOf'];
  /** What is on the list already. */
  readonly chosen: readonly Sourced[];
}

/** Whether rules can put candidates in another order than their source. */
export const reorders = (rules: RuleSet): boolean =>
  hasBoosts(rules) || (rules.lambda !== null && rules.lambda !== 1);

/** The order of the source itself; each candidate is drawn from it only when it is needed. */
export const asProposed = (candidates: Iterator<Sourced>): Ordering => ({
  next: () => {
    const { done, value } = candidates.next();
    return done === true ? null : value;
  },
  chose: () => undefined,
});

/**
 * The order of one source's candidates: by score after boosts, of equals the one that stood first;
 * with diversity by marginal relevance within the first of them, as many as the rules' `pool`.
 */
export function inOrder(
  candidates: readonly Sourced[],
  rules: RuleSet,
  context: OrderContext,
): Ordering {
  const scores = candidates.map(({ itemId, score }) =>
    score === null ? null : boosted(rules, score, itemId, context.itemOf(itemId)),
  );
  const order = candidates.map((_, at) => at);
  if (hasBoosts(rules)) order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const sorted = order.map((at) => candidates[at]!);
  if (rules.lambda === null || rules.lambda === 1) return asProposed(sorted.values());
  const sizes = order.map((at) => scores[at] ?? null);
  return diverseOrder(sorted, sizes, { ...context, lambda: rules.lambda, pool: rules.pool });
}

function diverseOrder(
  sorted: readonly Sourced[],
  scores: readonly (number | null)[],
  {
    itemOf,
    chosen,
    lambda,
    pool,
  }: OrderContext & { readonly lambda: number; readonly pool: number },
): Ordering {
  const candidates = sorted.slice(0, pool);
  const genres = candidates.map(({ itemId }) => genresOf(itemOf(itemId)));
  const relevance = scaled(scores.slice(0, pool));
  const marginal = new MarginalRelevance(
    candidates.map((_, at) => ({ relevance: relevance[at]!, genres: genres[at]! })),
    lambda,
  );
  for (const { itemId } of chosen) marginal.chose(genresOf(itemOf(itemId)));
  const left = new Set(candidates.keys());
  const rest = asProposed(sorted.slice(pool).values());
  return {
    next: () => {
      let best = -1;
      for (const at of left)
        if (best < 0 || marginal.valueOf(at) > marginal.valueOf(best)) best = at;
      if (best < 0) return rest.next();
      left.delete(best);
      return candidates[best]!;
    },
    chose: ({ itemId }) => marginal.chose(genresOf(itemOf(itemId))),
  };
}

/** Scores within [0, 1]: the best 1, the worst 0; by place where there are none. */
function scaled(scores: readonly (number | null)[]): number[] {
  const known = scores.filter((score) => score !== null);
  if (known.length < scores.length) return scores.map((_, at) => 1 - at / scores.length);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const span = known.reduce((a, b) => Math.max(a, b), -Infinity) - low;
  return known.map((score) => (span > 0 ? (score - low) / span : 1));
}
