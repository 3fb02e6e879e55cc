import type { Status } from '../api/status-types.ts';

export type Tier = keyof Status['serving']['byTier'];

/** The ways a list can come about, best first, as `/v1` names them, with what each means. */
export const TIERS: readonly (readonly [tier: Tier, name: string, meaning: string])[] = [
  ['personal', 'personal', 'by the champion, from what the viewer did'],
  ['folded-in', 'folded in', 'by the champion, for a viewer it was not trained on'],
  ['segment-popularity', 'popular in the segment', 'popular among viewers of the same kind'],
  ['popularity', 'popular', 'popular with everybody'],
  ['constant', 'constant', 'the list that is kept for when nothing else works'],
];

export const tierName = (tier: string): string =>
  TIERS.find(([known]) => known === tier)?.[1] ?? tier;
