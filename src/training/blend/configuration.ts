import { z } from 'zod';
import { alsConfiguration } from '../als/configuration.ts';
import { field } from '../configuration.ts';
import { easeConfiguration } from '../ease/configuration.ts';
import { danDlaeConfiguration, dlaeConfiguration } from '../linear/configuration.ts';
import { itemKnnConfiguration } from '../item-knn/configuration.ts';
import { popularityConfiguration } from '../popularity/configuration.ts';
import { transitionsConfiguration } from '../transitions/configuration.ts';

const ALS_MEMBER = { relativeRegularization: 0.4 };
const RANGE = 'a JSON object of fields of that family, or null';

/**
 * What can be set of a blend: its members, each with its own configuration, and how it is learnt.
 * Fields that a member's object does not name have the defaults of the family, not of the blend.
 */
export const blendConfiguration = z.strictObject({
  popularity: field(popularityConfiguration.default(popularityConfiguration.parse({})), {
    doc: 'The member that thin and stale histories fall back on.',
    range: 'a JSON object of fields of that family',
  }),
  'dan-dlae': field(
    danDlaeConfiguration
      .nullable()
      .default(danDlaeConfiguration.parse({ regularization: 400, popularityExponent: 0.3 })),
    {
      doc: 'The denoising autoencoder with normalization among the members; null leaves it out.',
      range: RANGE,
    },
  ),
  dlae: field(dlaeConfiguration.nullable().default(null), {
    doc: 'The plain denoising autoencoder among the members; null leaves it out.',
    range: RANGE,
  }),
  ease: field(easeConfiguration.nullable().default(easeConfiguration.parse({ dropout: 0.5 })), {
    doc: 'The linear autoencoder among the members; null leaves it out.',
    range: RANGE,
  }),
  // A share of its own would be chosen anew in every window, and no mixture was better for it.
  als: field(alsConfiguration.nullable().default(alsConfiguration.parse(ALS_MEMBER)), {
    doc: 'The factorization among the members; null leaves it out.',
    range: RANGE,
  }),
  'item-knn': field(
    itemKnnConfiguration.nullable().default(itemKnnConfiguration.parse({ neighbours: 300 })),
    {
      doc: 'The nearest neighbours among the members; null leaves them out.',
      range: RANGE,
    },
  ),
  transitions: field(
    transitionsConfiguration
      .nullable()
      .default(transitionsConfiguration.parse({ popularityExponent: 0.2 })),
    {
      doc: 'The transitions among the members; null leaves them out.',
      range: RANGE,
    },
  ),
  tuneRate: field(z.number().positive().max(0.25).default(0.15), {
    doc: 'Share of the positives, the latest, in each window that the blend is learnt on.',
    range: 'above 0 and up to 0.25',
  }),
  tuneWindows: field(z.int().min(1).max(3).default(3), {
    doc: 'How many such windows there are; the members are trained once more for each.',
    unit: 'windows',
    range: '1, 2 or 3',
  }),
  historyDecay: field(z.enum(['learnt', 'own']).default('learnt'), {
    doc: 'Whether all members weigh the history as was best in those windows, or each as configured.',
    range: 'learnt or own',
  }),
  thinHistory: field(z.int().min(1).max(100).default(5), {
    doc: 'A history with fewer likes is thin: popularity unless proven worse.',
    unit: 'likes',
    range: 'a whole number from 1 to 100',
  }),
  staleDays: field(z.number().positive().max(36_500).default(60), {
    doc: 'A history whose latest like is older is stale: popularity unless proven worse.',
    unit: 'days',
    range: 'above 0 and up to 36500',
  }),
  maxTuneCases: field(z.int().min(10).max(100_000).default(1000), {
    doc: 'How many cases of each kind the weights are learnt on at most.',
    unit: 'cases',
    range: 'a whole number from 10 to 100000',
  }),
});

export type BlendConfiguration = z.infer<typeof blendConfiguration>;
