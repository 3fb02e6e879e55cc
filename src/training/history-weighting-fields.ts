import { z } from 'zod';
import { field } from './configuration.ts';

/** Fields of a family that weighs the history at inference; see `history-weights.ts`. */
export const historyWeightingFields = {
  historyDecayRank: field(z.number().positive().max(10_000).nullable().default(10), {
    doc: 'kappa: watches over which the weight in the history falls to 1/e; null weighs all alike.',
    unit: 'watches',
    range: 'above 0 and up to 10000, or null',
  }),
  historyDecayFloor: field(z.number().min(0).max(1).default(0.2), {
    doc: 'The least weight of a watch in the history, the latest having 1.',
    range: '0 to 1',
  }),
  historyCompletionExponent: field(z.number().min(0).max(8).default(1), {
    doc: 'How far a watch counts by the share that was watched, against the average; 0 not at all.',
    range: '0 to 8',
  }),
  historyRatingExponent: field(z.number().min(0).max(8).default(1), {
    doc: 'How far a watch counts by the rating, against the average of the user; 0 not at all.',
    range: '0 to 8',
  }),
} as const;
