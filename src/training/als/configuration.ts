import { z } from 'zod';
import { field } from '../configuration.ts';
import { historyWeightingFields } from '../history-weighting-fields.ts';

/** What can be set of implicit-feedback alternating least squares. */
export const alsConfiguration = z.strictObject({
  factorCount: field(z.int().min(1).max(512).default(64), {
    doc: 'Length of the latent vectors.',
    range: 'a whole number from 1 to 512',
  }),
  epochs: field(z.int().min(1).max(1000).default(12), {
    doc: 'How often all users and then all items are solved for.',
    range: 'a whole number from 1 to 1000',
  }),
  unobservedWeight: field(z.number().positive().max(1000).default(0.25), {
    doc: 'Weight of the squared score of every pair, observed or not; an observed one has 1 more.',
    range: 'above 0 and up to 1000',
  }),
  regularization: field(z.number().positive().max(1000).nullable().default(null), {
    doc: 'Pulls the vectors towards 0; multiplied for each by its frequency to the power nu. null takes it from the size of the data.',
    range: 'above 0 and up to 1000, or null',
  }),
  relativeRegularization: field(z.number().positive().max(100).nullable().default(null), {
    doc: 'The regularization where it is null: 1 takes off as much as ones strewn at random would bring. null chooses it on the latest of the training data.',
    range: 'above 0 and up to 100, or null',
  }),
  regularizationExponent: field(z.number().min(0).max(2).default(1), {
    doc: 'nu: 0 regularizes all rows alike, 1 in proportion to how often they occur.',
    range: '0 to 2',
  }),
  solverSteps: field(z.int().min(1).max(100).default(3), {
    doc: 'Steps of conjugate gradients with which each vector is solved for in an epoch.',
    range: 'a whole number from 1 to 100',
  }),
  initialDeviation: field(z.number().positive().max(10).default(0.1), {
    doc: 'Standard deviation of a whole initial vector; each number gets it over √factorCount.',
    range: 'above 0 and up to 10',
  }),
  ...historyWeightingFields,
});

export type AlsConfiguration = z.infer<typeof alsConfiguration>;
