import { z } from 'zod';
import { field } from '../configuration.ts';
import { historyWeightingFields } from '../history-weighting-fields.ts';

/** What can be set of the closed-form linear autoencoder. */
export const easeConfiguration = z.strictObject({
  regularization: field(z.number().positive().max(1e6).default(400), {
    doc: 'lambda, added to the diagonal of the Gramian: what an item must outweigh to matter.',
    unit: 'users',
    range: 'above 0 and up to 1000000',
  }),
  dropout: field(z.number().min(0).max(0.95).default(0), {
    doc: 'p: share of a history that training imagines to be missing; above 0 the family is EDLAE.',
    range: '0 to 0.95',
  }),
  maxItems: field(z.int().min(1).max(30_000).default(6000), {
    doc: 'The largest catalogue it is trained for; its weights take 1 or 4 bytes per pair of items.',
    unit: 'items',
    range: 'a whole number from 1 to 30000',
  }),
  weights: field(z.enum(['int8', 'float32']).default('float32'), {
    doc: 'How the weights are kept: int8 takes a quarter of the bytes; float32 is for at most 23,170 items.',
    range: 'int8 or float32',
  }),
  ...historyWeightingFields,
});

export type EaseConfiguration = z.infer<typeof easeConfiguration>;
