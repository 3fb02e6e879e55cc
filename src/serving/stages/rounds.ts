import type { ListRequest, SourceCall } from '../list-request.ts';
import { explores } from './explores.ts';
import { reorders } from './order-batch.ts';

/** A later round asks for so many times as many candidates. */
const GROWTH = 8;
/** So many candidates more are asked for where rules take some out. More cost more to rank. */
const SPARE = 30;

/**
 * How many candidates a source is asked for, round by round while places stay free: in the first
 * as many as the list, exploration, and what rules take out or reorder are expected to need; then
 * eight times as many; then all, of a source whose order is known beforehand, when the caller's
 * filters may have left out everything so far, or when there is nothing on the list at all.
 */
export function* roundsOf(call: SourceCall, request: ListRequest): Iterable<number> {
  const first = firstRound(request);
  const all = call.model?.served.itemIds.length ?? Infinity;
  const isCheap = call.model?.orders !== null;
  const steps =
    isCheap || call.patient || narrows(request)
      ? [first, GROWTH * first, all]
      : [first, GROWTH * first];
  const rounds = [...new Set(steps.map((k) => Math.min(k, Math.max(first, all))))];
  yield* rounds.slice(0, call.rounds ?? rounds.length);
}

function firstRound(request: ListRequest): number {
  const { count, exclude, rules } = request;
  const { depth, newTitles } = rules.exploration;
  const { caps, ageLimits, availability, blocked } = rules;
  const takesOut =
    blocked.size + availability.size + ageLimits.items.size + ageLimits.genres.size > 0 ||
    caps.collection !== undefined ||
    caps.genre !== undefined;
  return (
    count +
    exclude.size +
    rules.pins.length +
    (explores(request) ? depth + newTitles : 0) +
    (reorders(rules) || narrows(request) ? rules.pool : takesOut ? SPARE : 0)
  );
}

const narrows = ({ filters }: ListRequest): boolean =>
  Object.values(filters).some((filter) => filter !== undefined);
