import { userId as asUserId, type ItemId, type UserId } from '../../src/domain/ids.ts';
import type { History, Scorer } from '../../src/evaluation/index.ts';
import { topK } from '../../src/math/top-k.ts';
import type { Recommender } from '../../src/simulator/index.ts';
import type { Knowledge } from './service.ts';

/** Places of a list. */
const LIST_LENGTH = 20;

/**
 * Lists of one model as serving makes them: the best scores without what the user had any contact
 * with; whoever has no history that the model knows gets popularity. Answers at once and never
 * fails, so what it is worth depends on nothing but the model.
 */
export function modelLists(
  { model, popularity }: { readonly model: Scorer; readonly popularity: Scorer },
  knowledge: Knowledge,
): Recommender {
  const liked = byUser(knowledge.positives.users);
  const touched = byUser(knowledge.seen.users);
  const { positives, seen, users } = knowledge;
  const indexOf = new Map<UserId, number>(positives.userIds.map((id, index) => [id, index]));
  const [ours, fallback] = [rowsOf(model), rowsOf(popularity)];
  const scores = new Map([model, popularity].map((s) => [s, new Float32Array(s.itemIds.length)]));
  const listOf = (userId: UserId, atMs: number): ItemId[] => {
    const index = indexOf.get(userId) ?? -1;
    const history = { items: [] as number[], timesMs: [] as number[] };
    for (const k of liked.get(index) ?? []) {
      const row = ours.get(positives.itemIds[positives.items[k]!]!);
      if (row === undefined) continue;
      history.items.push(row);
      history.timesMs.push(positives.timesMs[k]!);
    }
    const personal = model.personal && history.items.length > 0;
    const [scorer, rows] = personal ? [model, ours] : [popularity, fallback];
    const known: History = personal ? history : { items: [], timesMs: [] };
    const written = scores.get(scorer)!;
    scorer.score(known, { asOfMs: atMs, user: users?.get(userId) }, written);
    const excluded = new Set<number>();
    for (const k of touched.get(index) ?? []) {
      const row = rows.get(positives.itemIds[seen.items[k]!]!);
      if (row !== undefined) excluded.add(row);
    }
    return Array.from(topK(written, LIST_LENGTH, excluded), (row) => scorer.itemIds[row]!);
  };
  return {
    ask: (userId, atMs) =>
      Promise.resolve({
        status: 200,
        itemIds: listOf(asUserId(userId), atMs),
        errorText: '',
        latencyMs: 20,
        receiptId: null,
      }),
  };
}

const rowsOf = ({ itemIds }: Scorer): ReadonlyMap<ItemId, number> =>
  new Map(itemIds.map((itemId, row) => [itemId, row]));

/** Places of each user's pairs, in their order. */
function byUser(users: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  users.forEach((user, k) => {
    const own = places.get(user);
    if (own === undefined) places.set(user, [k]);
    else own.push(k);
  });
  return places;
}
