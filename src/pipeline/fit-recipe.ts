import type { Json } from '../domain/canonical-json.ts';
import type { Recipe } from '../registry/index.ts';

/**
 * A recipe as it can be trained on so many items: the members of a blend that are not made for as
 * many are left out, by `null` in the configuration.
 *
 * @returns `null` where the family itself is not made for as many
 */
export function fitRecipe({ family, configuration }: Recipe, itemCount: number): Recipe | null {
  if (isTooSmall(configuration, itemCount)) return null;
  const fitting = Object.entries(configuration).map(
    ([field, value]) => [field, isTooSmall(value, itemCount) ? null : value] as const,
  );
  return { family, configuration: Object.fromEntries(fitting) };
}

function isTooSmall(configuration: Json, itemCount: number): boolean {
  if (typeof configuration !== 'object' || configuration === null) return false;
  const { maxItems } = configuration as { readonly maxItems?: Json };
  return typeof maxItems === 'number' && maxItems < itemCount;
}
