import { z } from 'zod';
import { field } from './configuration.ts';

/** Fields of a family that weighs the history at inference; see `history-weights.ts`. */
export const historyDecayFields = {
  historyDecayRank: field(z.number().positive().max(10_000).nullable().default(5), {
    doc: 'kappa: watches over which the weight in the history falls to 1/e; null weighs all alike.',
    unit: 'watches',
    range: 'above 0 and up to 10000, or null',
  }),
  historyDecayFloor: field(z.number().min(0).max(1).default(0.1), {
    doc: 'The least weight of a watch in the history, the latest having 1.',
    range: '0 to 1',
  }),
} as const;
