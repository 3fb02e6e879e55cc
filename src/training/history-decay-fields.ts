import { z } from 'zod';
import { field } from './configuration.ts';

/**
 * Fields of a family that weighs the history at inference; see `history-weights.ts`.
 *
 * @param defaults kappa in watches, and the floor in [0, 1]
 */
export const historyDecayFieldsOf = (defaults: { readonly rank: number; readonly floor: number }) =>
  ({
    historyDecayRank: field(z.number().positive().max(10_000).nullable().default(defaults.rank), {
      doc: 'kappa: watches over which the weight in the history falls to 1/e; null weighs all alike.',
      unit: 'watches',
      range: 'above 0 and up to 10000, or null',
    }),
    historyDecayFloor: field(z.number().min(0).max(1).default(defaults.floor), {
      doc: 'The least weight of a watch in the history, the latest having 1.',
      range: '0 to 1',
    }),
  }) as const;

/** The fields with the defaults of the families that look at all of a history. */
export const historyDecayFields = historyDecayFieldsOf({ rank: 3, floor: 0.3 });
