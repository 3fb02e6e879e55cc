import type { ItemId } from '../domain/ids.ts';
import type { Explanation } from '../evaluation/index.ts';
import type { ListRequest } from './list-request.ts';
import type { Contribution, MadeList } from './make-list.ts';
import { withinTime } from './within-time.ts';

/** The most items of the history that are named for one place. */
const MAX_NAMED = 2;

/**
 * Names the items of the history that added most to the score of each item on a list, most first;
 * only what raises a score is a reason. Empty for places that do not come from the history, and
 * where the model cannot say, fails, or is not done at the deadline: a list does not go without.
 *
 * Cost: one explanation for each place.
 */
export async function explainList(
  request: ListRequest,
  { shown, contributions }: Pick<MadeList, 'shown' | 'contributions'>,
): Promise<readonly (readonly ItemId[])[]> {
  const named = new Map<number, readonly ItemId[]>();
  for (const [source, contribution] of contributions.entries()) {
    const places = [...shown.keys()].filter((place) => shown[place]!.source === source);
    if (!contribution.call.fed || places.length === 0) continue;
    const items = places.map((place) => shown[place]!.itemId);
    const reasons = await reasonsFor(request, contribution, items);
    for (const [at, place] of places.entries()) named.set(place, reasons[at] ?? []);
  }
  return shown.map((_, place) => named.get(place) ?? []);
}

async function reasonsFor(
  { asOfMs, user, startedMs, lastResortMs, monotonic }: ListRequest,
  { call, fed }: Contribution,
  items: readonly ItemId[],
): Promise<readonly (readonly ItemId[])[]> {
  const { served, rowOf } = call.model!;
  const context = { asOfMs, user };
  const rows = Uint32Array.from(items, (itemId) => rowOf.get(itemId)!);
  const leftMs = startedMs + lastResortMs - monotonic.nowMs();
  try {
    const asked = served.ranker.explain({ history: fed.history, context }, rows);
    const outcome = await withinTime(asked, leftMs);
    return outcome.late ? [] : outcome.value.map((found) => largest(found, fed.itemIds));
  } catch {
    return [];
  }
}

function largest(explanation: Explanation | null, history: readonly ItemId[]): ItemId[] {
  if (explanation === null) return [];
  return Array.from(explanation.contributions, (added, at) => ({ added, itemId: history[at]! }))
    .filter(({ added }) => added > 0)
    .sort((a, b) => b.added - a.added)
    .slice(0, MAX_NAMED)
    .map(({ itemId }) => itemId);
}
