import { setImmediate } from 'node:timers/promises';
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

/** Indexes a model's items at once. Cost: O(items); `prepareInSlices` spends it beforehand. */
export function prepareModel(served: ServedModel): PreparedModel {
  const rowOf = new Map<ItemId, number>();
  indexRows(served, rowOf, WHOLE);
  return withRows(served, rowOf, null);
}

/**
 * The same, and the rows to leave out under a catalogue, in slices between which requests are
 * answered.
 */
export async function prepareInSlices(
  served: ServedModel,
  catalogue: LiveCatalogue | null,
): Promise<PreparedModel> {
  const rowOf = new Map<ItemId, number>();
  const found: Found = { rows: [], removed: { malformed: 0, repeated: 0, unavailable: 0 } };
  const { length } = served.itemIds;
  for (let from = 0; from < length; from += SLICE, await setImmediate())
    indexRows(served, rowOf, { from, to: from + SLICE });
  for (let from = 0; from < length; from += SLICE, await setImmediate())
    findUnservable({ served, rowOf, catalogue }, found, { from, to: from + SLICE });
  return withRows(served, rowOf, { catalogue, rows: rowsOf(found) });
}

/** Items that are looked at in a row: well below a millisecond. */
const SLICE = 1000;
const WHOLE = { from: 0, to: Infinity };

type Rows = Map<ItemId, number>;

interface Slice {
  readonly from: number;
  readonly to: number;
}

interface KnownRows {
  readonly catalogue: LiveCatalogue | null;
  readonly rows: UnservableRows;
}

function withRows(served: ServedModel, rowOf: Rows, before: KnownRows | null): PreparedModel {
  let known = before;
  return {
    served,
    rowOf,
    unfit: unfitRowsOf(served.itemIds),
    orders: served.personal ? null : segmentOrders(served),
    unservable: (catalogue) => {
      if (known?.catalogue !== catalogue || known === null) {
        const found: Found = { rows: [], removed: { malformed: 0, repeated: 0, unavailable: 0 } };
        findUnservable({ served, rowOf, catalogue }, found, WHOLE);
        known = { catalogue, rows: rowsOf(found) };
      }
      return known.rows;
    },
  };
}

function indexRows({ itemIds }: ServedModel, rowOf: Rows, { from, to }: Slice): void {
  for (let row = from; row < Math.min(to, itemIds.length); row++)
    if (!rowOf.has(itemIds[row]!)) rowOf.set(itemIds[row]!, row);
}

interface Found {
  readonly rows: number[];
  readonly removed: Record<'malformed' | 'repeated' | 'unavailable', number>;
}

const rowsOf = ({ rows, removed }: Found): UnservableRows => ({
  rows: Uint32Array.from(rows),
  removed,
});

function findUnservable(
  {
    served,
    rowOf,
    catalogue,
  }: Pick<PreparedModel, 'served'> & { rowOf: Rows } & Pick<KnownRows, 'catalogue'>,
  { rows, removed }: Found,
  { from, to }: Slice,
): void {
  const { itemIds } = served;
  for (let row = from; row < Math.min(to, itemIds.length); row++) {
    const itemId = itemIds[row]!;
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
}
