import type { ItemId } from '../domain/ids.ts';
import type { History, ScoringContext } from '../evaluation/index.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { SegmentOrder } from './segment-orders.ts';

/** An item that may be shown, with the score that ranks it; `null` where nothing scored it. */
export interface Candidate {
  readonly itemId: ItemId;
  readonly score: number | null;
}

/** Candidates best first, and how many scored items each rule took out. */
export interface Ranking {
  readonly candidates: readonly Candidate[];
  readonly removed: Readonly<Record<string, number>>;
  /** Whether the order is that of a segment of users; absent: it is not. */
  readonly isSegment?: boolean;
}

/** What a ranking depends on besides the model. */
export interface RankingRequest {
  readonly history: History;
  readonly context: ScoringContext;
  readonly seen: Iterable<ItemId>;
  readonly catalogue: LiveCatalogue | null;
  /** How many candidates are wanted, ≥ 0. */
  readonly count: number;
  /** From when on nobody waits for it: see `RankRequest`. */
  readonly untilMs?: number;
}

/**
 * Has a model rank its items, those left out that may not be shown. An item is counted under the
 * first rule that takes it out: `malformed`, `repeated`, `unavailable`, `seen`, `not-a-number`.
 * A model that is not personal is not asked: its order is known beforehand.
 *
 * Passes on what the ranker throws.
 */
export async function rankCandidates(
  model: PreparedModel,
  request: RankingRequest,
): Promise<Ranking> {
  const { history, context, count: k, untilMs = Infinity } = request;
  const unservable = model.unservable(request.catalogue);
  const excluded = union(unservable.rows, rowsOf(model, request.seen));
  const order = model.orders?.orderFor(context.user ?? null);
  const { rows, scores, notANumber } =
    order === undefined
      ? await model.served.ranker.top({ history, context, k, excluded, untilMs })
      : firstOf(await order, k, excluded);
  const { itemIds } = model.served;
  return {
    candidates: Array.from(rows, (row, at) => ({ itemId: itemIds[row]!, score: scores[at]! })),
    removed: {
      ...unservable.removed,
      seen: excluded.length - unservable.rows.length,
      'not-a-number': notANumber,
    },
    ...(order === undefined ? {} : { isSegment: (await order).isSegment }),
  };
}

/** The first k rows of an order that are not excluded. */
function firstOf(order: SegmentOrder, k: number, excluded: Uint32Array): SegmentOrder {
  const without = new Set(excluded);
  const places: number[] = [];
  for (let at = 0; at < order.rows.length && places.length < k; at++)
    if (!without.has(order.rows[at]!)) places.push(at);
  return {
    ...order,
    rows: Uint32Array.from(places, (at) => order.rows[at]!),
    scores: Float32Array.from(places, (at) => order.scores[at]!),
  };
}

function* rowsOf(model: PreparedModel, items: Iterable<ItemId>): Iterable<number> {
  for (const itemId of items) {
    const row = model.rowOf.get(itemId);
    if (row !== undefined) yield row;
  }
}

/** Rows of both, ascending and distinct. @param rows ascending, distinct */
function union(rows: Uint32Array, others: Iterable<number>): Uint32Array {
  const more = Uint32Array.from(others).sort();
  if (more.length === 0) return rows;
  const all = new Uint32Array(rows.length + more.length);
  all.set(rows);
  all.set(more, rows.length);
  if (rows.length > 0) all.sort();
  let size = 0;
  for (const row of all) if (size === 0 || row !== all[size - 1]) all[size++] = row;
  return all.subarray(0, size);
}
