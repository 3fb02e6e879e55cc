import { z } from 'zod';
import { field } from '../configuration.ts';
import { historyWeightingFields } from '../history-weighting-fields.ts';

/** What can be set of item-to-item transitions. */
export const transitionsConfiguration = z.strictObject({
  longestGap: field(z.int().min(1).max(1000).default(40), {
    doc: 'Likes apart up to which one item counts as having led to the other.',
    unit: 'likes',
    range: 'a whole number from 1 to 1000',
  }),
  gapDecay: field(z.number().positive().max(10_000).default(20), {
    doc: 'Likes over which the weight of a pair falls to 1/e as the gap between the two grows.',
    unit: 'likes',
    range: 'above 0 and up to 10000',
  }),
  popularityExponent: field(z.number().min(0).max(1).default(0), {
    doc: 'b: how far what is liked often anyway is discounted; 0 not at all, 1 in full.',
    range: '0 to 1',
  }),
  shrinkage: field(z.number().min(0).max(1e6).default(30), {
    doc: 'Weight of pairs added to what an item is known to lead to: little evidence counts little.',
    unit: 'pairs',
    range: '0 to 1000000',
  }),
  maxFollowers: field(z.int().min(1).max(30_000).default(400), {
    doc: 'How many items are kept that an item leads to.',
    unit: 'items',
    range: 'a whole number from 1 to 30000',
  }),
  ...historyWeightingFields,
});

export type TransitionsConfiguration = z.infer<typeof transitionsConfiguration>;
