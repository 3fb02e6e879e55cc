import type { ItemId } from '../domain/ids.ts';
import type { Answer, LiveCatalogue } from '../serving/index.ts';
import type { listProperties, named } from './list-schemas.ts';
import type { TypeOf } from './typed-schema.ts';

/** What every list says of itself, in JSON. */
export type ListDocument = {
  readonly [K in keyof typeof listProperties]: TypeOf<(typeof listProperties)[K]>;
};

/** An item with its title, where the catalogue says one. */
export const namedItem = (
  itemId: ItemId,
  catalogue: LiveCatalogue | null,
): TypeOf<typeof named> => ({
  itemId,
  title: catalogue?.titleOf(itemId) ?? null,
});

/**
 * The JSON form of a list. The reason of a place is the tier that proposed it and, where that was
 * asked for, the items of the history that contributed most.
 */
export const listDocument = (
  { receipt, tier, tiers, exposures, because }: Answer,
  catalogue: LiveCatalogue | null,
): ListDocument => ({
  receiptId: receipt.receiptId,
  tier,
  modelVersion: receipt.modelVersion,
  items: exposures.map(({ itemId, position, score }, place) => ({
    ...namedItem(itemId, catalogue),
    position,
    score,
    reason: {
      kind: tiers[place]!,
      ...(because === undefined
        ? {}
        : { because: because[place]!.map((from) => namedItem(from, catalogue)) }),
    },
  })),
});
