import { loadFeedback, loadPositives, type Dataset, type Positives } from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import type { Recipe } from '../registry/index.ts';
import type { Tables } from '../store/index.ts';

const EXPONENTS: ReadonlySet<string> = new Set([
  'historyCompletionExponent',
  'historyRatingExponent',
]);

/**
 * The positives of a dataset with all that some recipes look at: completion and ratings are read
 * only where one of them weighs the history by them, for they cost a join and memory.
 */
export async function loadForModels(
  tables: Tables,
  dataset: Dataset,
  recipes: readonly Recipe[],
): Promise<Positives> {
  const positives = await loadPositives(tables, dataset);
  if (!recipes.some(({ configuration }) => weighsFeedback(configuration))) return positives;
  return { ...positives, feedback: await loadFeedback(tables, dataset) };
}

/** Whether a configuration, or that of a member in it, weighs the history by feedback. */
function weighsFeedback(configuration: Json): boolean {
  if (typeof configuration !== 'object' || configuration === null) return false;
  return Object.entries(configuration).some(
    ([field, value]) =>
      (EXPONENTS.has(field) && typeof value === 'number' && value > 0) ||
      weighsFeedback(value as Json),
  );
}
