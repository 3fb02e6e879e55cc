import { z } from 'zod';
import { field } from '../configuration.ts';
import { historyWeightingFields } from '../history-weighting-fields.ts';

const shared = {
  regularization: field(z.number().positive().max(1e6).default(600), {
    doc: 'lambda, added to the diagonal of the Gramian: what an item must outweigh to matter.',
    unit: 'users',
    range: 'above 0 and up to 1000000',
  }),
  maxItems: field(z.int().min(1).max(30_000).default(6000), {
    doc: 'The largest catalogue it is trained for; its weights take 1 or 4 bytes per pair of items.',
    unit: 'items',
    range: 'a whole number from 1 to 30000',
  }),
  weights: field(z.enum(['int8', 'float32']).default('int8'), {
    doc: 'How the weights are kept: int8 takes a quarter of the bytes; float32 is for at most 23,170 items.',
    range: 'int8 or float32',
  }),
  ...historyWeightingFields,
};

const dropout = (usual: number) =>
  field(z.number().min(0).max(0.99).default(usual), {
    doc: 'p: the share of a history that training imagines away, so that no item explains itself.',
    range: '0 to 0.99',
  });

/** What can be set of the denoising linear autoencoder. */
export const dlaeConfiguration = z.strictObject({ dropout: dropout(0.4), ...shared });

/** What can be set of the same with data-adaptive normalization. */
export const danDlaeConfiguration = z.strictObject({
  dropout: dropout(0.6),
  userExponent: field(z.number().min(0).max(2).default(0.5), {
    doc: 'beta: a user counts by their number of items to the power −beta; 0 counts every pair alike.',
    range: '0 to 2',
  }),
  popularityExponent: field(z.number().min(0).max(1).default(0.15), {
    doc: 'b, the long-tail dial: scores are divided by popularity to this power; 0 leaves them.',
    range: '0 to 1',
  }),
  ...shared,
});

export type DlaeConfiguration = z.infer<typeof dlaeConfiguration>;
export type DanDlaeConfiguration = z.infer<typeof danDlaeConfiguration>;
