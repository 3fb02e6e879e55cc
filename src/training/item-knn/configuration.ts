import { z } from 'zod';
import { field } from '../configuration.ts';
import { historyWeightingFields } from '../history-weighting-fields.ts';

/** What can be set of item nearest neighbours. */
export const itemKnnConfiguration = z.strictObject({
  neighbours: field(z.int().min(1).max(10_000).default(100), {
    doc: 'How many of the most similar items are kept for an item.',
    unit: 'items',
    range: 'a whole number from 1 to 10000',
  }),
  shrinkage: field(z.number().min(0).max(1e6).default(10), {
    doc: 'Users added to the denominator of a similarity: few users in common count little.',
    unit: 'users',
    range: '0 to 1000000',
  }),
  ...historyWeightingFields,
});

export type ItemKnnConfiguration = z.infer<typeof itemKnnConfiguration>;
