import type { Exposure, ReceiptTrace, Slot } from '../../domain/receipt.ts';
import { seededRng } from '../../math/rng.ts';
import type { ListRequest } from '../list-request.ts';
import { explores } from './explores.ts';
import type { ListDraft, Sourced } from './list-draft.ts';

/** A place of the finished list. */
export interface Shown extends Sourced {
  readonly slot: Slot;
  readonly propensity: Exposure['propensity'];
}

/** The finished list and how chance had its part in it. */
export interface Explored {
  readonly shown: readonly Shown[];
  readonly exploration: ReceiptTrace['exploration'];
  /** Items whose place was given to another. */
  readonly displaced: readonly Sourced[];
}

/**
 * Gives some places to items from beyond the list. Let D be the list without chance and B the m
 * best candidates beyond it that may be shown together with all of D and each other. Each eligible
 * place tosses a coin of its own: with probability 1 − share it keeps its item of D; else it gets
 * an item of B, drawn uniformly from those not drawn yet. Draws without replacement are
 * exchangeable, so seen from before the toss, at an eligible place p
 *
 *     P(d_p at p) = 1 − share        P(b at p) = share / m   for each b in B
 *
 * which is the propensity. Eligible are the last min(m, …) places that are neither pinned nor
 * before `fromPosition`, so that B is never drawn empty. Only adults are explored on.
 */
export function explore(draft: ListDraft, request: ListRequest): Explored {
  const places = draft.places.filter((place) => place !== null);
  const certain = places.map((place): Shown => ({
    ...place,
    slot: 'deterministic',
    propensity: 1,
  }));
  const { share, depth, fromPosition, newTitles, seed } = request.rules.exploration;
  if (!explores(request)) return { shown: certain, exploration: null, displaced: [] };
  const pool = [...draft.drawable(depth + newTitles)];
  const free = certain.flatMap(({ source }, at) =>
    source === -1 || at + 1 < fromPosition ? [] : [at],
  );
  const eligible = free.slice(Math.max(0, free.length - pool.length));
  if (eligible.length === 0) return { shown: certain, exploration: null, displaced: [] };
  const rng = seededRng(seed, request.userId, request.receiptId);
  const left = [...pool];
  const drawn: number[] = [];
  const displaced: Sourced[] = [];
  const shown = [...certain];
  for (const at of eligible)
    if (rng.uniform() < share) {
      const [item] = left.splice(rng.integer(left.length), 1);
      displaced.push(places[at]!);
      drawn.push(at + 1);
      shown[at] = { ...item!, slot: 'drawn', propensity: share / pool.length };
    } else shown[at] = { ...certain[at]!, slot: 'kept', propensity: 1 - share };
  return {
    shown,
    exploration: { seed, share, pool: pool.length, eligible: eligible.map((at) => at + 1), drawn },
    displaced,
  };
}
