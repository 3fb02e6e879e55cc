import { seededRng } from '../../math/rng.ts';
import type { History } from '../../evaluation/index.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';
import type { PreparedModel } from '../prepared-model.ts';
import type { RankRequest } from '../ranker.ts';
import { MAX_COUNT } from '../recommend-options.ts';
import type { ServedModel } from '../served-model.ts';

/** A request that a model is tried with. */
export interface Trial {
  readonly request: RankRequest;
  /** The request of the serving model that it repeats; `null` for one that is made up. */
  readonly repeats: RankRequest | null;
}

const DAY_MS = 86_400_000;
const MADE_UP = 32;
const LONGEST = 60;

/**
 * Requests to try a model with: those that the serving one was asked lately, in the rows of the
 * new model and without what may not be shown, and beside them histories of items drawn at random.
 */
export function trialRequests(
  { served, rowOf, unservable }: PreparedModel,
  catalogue: LiveCatalogue | null,
  { serving, latest }: { serving: ServedModel | null; latest: readonly RankRequest[] },
): readonly Trial[] {
  const forbidden = unservable(catalogue).rows;
  const translate = (rows: ArrayLike<number>): (number | undefined)[] =>
    Array.from(rows, (row) => rowOf.get(serving!.itemIds[row]!));
  const repeated = latest.map((repeats): Trial => {
    const excluded = new Set(forbidden);
    for (const row of translate(repeats.excluded)) if (row !== undefined) excluded.add(row);
    const { untilMs: _ended, ...request } = repeats;
    const history = historyOf(repeats.history, translate(repeats.history.items));
    return { request: { ...request, history, excluded: ascending(excluded) }, repeats };
  });
  return [...repeated, ...madeUp(served.itemIds.length, forbidden)];
}

const ascending = (rows: Iterable<number>): Uint32Array => Uint32Array.from(rows).sort();

/** A history without the items that the model does not know. */
function historyOf(history: History, rows: readonly (number | undefined)[]): History {
  const known = [...rows.keys()].filter((at) => rows[at] !== undefined);
  const pick = (values: ArrayLike<number>): number[] => known.map((at) => values[at]!);
  const { completions, ratings } = history;
  return {
    items: known.map((at) => rows[at]!),
    timesMs: pick(history.timesMs),
    ...(completions === undefined ? {} : { completions: pick(completions) }),
    ...(ratings === undefined ? {} : { ratings: pick(ratings) }),
  };
}

function madeUp(itemCount: number, forbidden: Uint32Array): Trial[] {
  const rng = seededRng(1, 'trial-requests');
  if (itemCount === 0) return [];
  return Array.from({ length: MADE_UP }, (_, at): Trial => {
    const length = Math.min(itemCount, 1 + Math.floor((at * LONGEST) / MADE_UP));
    const items = [...new Set(Array.from({ length }, () => rng.integer(itemCount)))];
    const asOfMs = items.length * DAY_MS;
    const history = { items, timesMs: items.map((_item, day) => day * DAY_MS) };
    const excluded = ascending(new Set([...forbidden, ...items]));
    return { request: { history, context: { asOfMs }, k: MAX_COUNT, excluded }, repeats: null };
  });
}
