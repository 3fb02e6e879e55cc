import type { ItemId } from '../domain/ids.ts';
import type { History, ScoringContext } from '../evaluation/index.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { ListFilters } from './rules/rule.ts';
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
  /** What the caller wants; absent: anything. */
  readonly filters?: ListFilters;
  /** How many candidates are wanted, ≥ 0. */
  readonly count: number;
  /** From when on nobody waits for it: see `RankRequest`. */
  readonly untilMs?: number;
}

/**
 * Has a model rank its items, those left out that may not be shown. An item is counted under the
 * first rule that takes it out: `malformed`, `repeated`, `unavailable`, `request`, `seen`,
 * `not-a-number`.
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
  const unfit =
    request.filters === undefined ? NONE : model.unfit(request.filters, request.catalogue);
  const unwanted = union(unservable.rows, unfit);
  const excluded = union(unwanted, Uint32Array.from(rowsOf(model, request.seen)).sort());
  const isNothingLeft = unfit.length > 0 && excluded.length === model.served.itemIds.length;
  const order = model.orders?.orderFor(context.user ?? null);
  const { rows, scores, notANumber } =
    order === undefined
      ? isNothingLeft
        ? { rows: NONE, scores: new Float32Array(0), notANumber: 0 }
        : await model.served.ranker.top({ history, context, k, excluded, untilMs })
      : firstOf(await order, k, excluded);
  const { itemIds } = model.served;
  return {
    candidates: Array.from(rows, (row, at) => ({ itemId: itemIds[row]!, score: scores[at]! })),
    removed: {
      ...unservable.removed,
      ...(unfit.length === 0 ? {} : { request: unwanted.length - unservable.rows.length }),
      seen: excluded.length - unwanted.length,
      'not-a-number': notANumber,
    },
    ...(order === undefined ? {} : { isSegment: (await order).isSegment }),
  };
}

/** The first k rows of an order that are not excluded. */
function firstOf(order: SegmentOrder, k: number, excluded: Uint32Array): SegmentOrder {
  // The last excluded row is the highest; what lies beyond is allowed.
  const isOut = new Uint8Array((excluded.at(-1) ?? -1) + 1);
  for (const row of excluded) isOut[row] = 1;
  const places: number[] = [];
  for (let at = 0; at < order.rows.length && places.length < k; at++)
    if (isOut[order.rows[at]!] !== 1) places.push(at);
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

const NONE = new Uint32Array(0);

/** Rows of both, ascending and distinct. @param rows ascending, distinct @param others ascending */
function union(rows: Uint32Array, others: Uint32Array): Uint32Array {
  if (others.length === 0) return rows;
  const all = new Uint32Array(rows.length + others.length);
  let [size, left, right] = [0, 0, 0];
  while (left < rows.length || right < others.length) {
    const row = Math.min(rows[left] ?? Infinity, others[right] ?? Infinity);
    if (rows[left] === row) left++;
    while (others[right] === row) right++;
    all[size++] = row;
  }
  return all.subarray(0, size);
}
