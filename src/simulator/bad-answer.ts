import type { ItemTable } from './item-table.ts';
import type { RecommenderAnswer } from './recommender.ts';

const LIST_LENGTH = 20;

/**
 * What a bad release would have answered: the same twenty least known movies to everybody, as a
 * model does that was trained on shuffled rows and sorts the wrong way round.
 *
 * @param items the catalogue; movies that are launched during the simulation are left out
 * @returns a function over answers; those that failed stay as they are
 */
export function badRelease(items: ItemTable): (answer: RecommenderAnswer) => RecommenderAnswer {
  const worst = Array.from({ length: items.count }, (_, item) => item)
    .filter((item) => items.launchMs[item] === -Infinity)
    .sort((a, b) => items.fame[a]! - items.fame[b]! || a - b)
    .slice(0, LIST_LENGTH)
    .map((item) => items.ids[item]!);
  return (answer) => (answer.status === 200 ? { ...answer, itemIds: worst } : answer);
}
