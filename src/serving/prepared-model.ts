import type { ItemId } from '../domain/ids.ts';
import { isWritable } from './item-contract.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { segmentOrders, type SegmentOrders } from './segment-orders.ts';
import type { ServedModel } from './served-model.ts';
import { unfitRowsOf, type UnfitRows } from './unfit-rows.ts';

/** Rows that no list may hold, ascending, by the rule that took them out. */
export interface UnservableRows {
  readonly rows: Uint32Array;
  readonly removed: Readonly<Record<'malformed' | 'repeated' | 'unavailable', number>>;
}

/** A model with what requests look up in it. */
export interface PreparedModel {
  readonly served: ServedModel;
  /** Row of an item in the model; the first one where an id stands twice. */
  readonly rowOf: ReadonlyMap<ItemId, number>;
  /** Rows to leave out under a state of the catalogue. Kept until the catalogue changes. */
  unservable(catalogue: LiveCatalogue | null): UnservableRows;
  /** Rows that a caller's filters leave out. */
  readonly unfit: UnfitRows;
  /** The orders of a model that is not personal; `null` for one that is. */
  readonly orders: SegmentOrders | null;
}

/** Indexes a model's items. Cost: O(items), to be spent before the model serves. */
export function prepareModel(served: ServedModel): PreparedModel {
  const { itemIds } = served;
  const rowOf = new Map<ItemId, number>();
  for (const [row, itemId] of itemIds.entries()) if (!rowOf.has(itemId)) rowOf.set(itemId, row);
  let known: { catalogue: LiveCatalogue | null; rows: UnservableRows } | null = null;
  return {
    served,
    rowOf,
    unfit: unfitRowsOf(itemIds),
    orders: served.personal ? null : segmentOrders(served),
    unservable: (catalogue) => {
      if (known?.catalogue !== catalogue || known === null)
        known = { catalogue, rows: findUnservable(itemIds, rowOf, catalogue) };
      return known.rows;
    },
  };
}

function findUnservable(
  itemIds: readonly ItemId[],
  rowOf: ReadonlyMap<ItemId, number>,
  catalogue: LiveCatalogue | null,
): UnservableRows {
  const removed = { malformed: 0, repeated: 0, unavailable: 0 };
  const rows: number[] = [];
  for (const [row, itemId] of itemIds.entries()) {
    const rule = !isWritable(itemId)
      ? 'malformed'
      : rowOf.get(itemId) !== row
        ? 'repeated'
        : catalogue !== null && !catalogue.has(itemId)
          ? 'unavailable'
          : null;
    if (rule === null) continue;
    removed[rule]++;
    rows.push(row);
  }
  return { rows: Uint32Array.from(rows), removed };
}
