import type { History, ScoringContext } from '../../evaluation/index.ts';
import type { BlendConfiguration } from './configuration.ts';

/** Kinds of history that have weights of their own; the order is that of the rows of the weights. */
export const GATES = ['fresh', 'thin', 'stale'] as const;
export type Gate = (typeof GATES)[number];

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/**
 * The kind of a history: `thin` with fewer likes than `thinHistory`, else `stale` when the latest
 * is older than `staleDays` at the instant of the list, else `fresh`. Unknown times are fresh.
 */
export function gateOf(
  history: History,
  { asOfMs }: Pick<ScoringContext, 'asOfMs'>,
  { thinHistory, staleDays }: Pick<BlendConfiguration, 'thinHistory' | 'staleDays'>,
): Gate {
  const count = history.items.length;
  if (count < thinHistory) return 'thin';
  return asOfMs - history.timesMs[count - 1]! > staleDays * DAY_MS ? 'stale' : 'fresh';
}
