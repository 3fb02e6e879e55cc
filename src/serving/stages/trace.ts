import type { ItemId } from '../../domain/ids.ts';
import type { PassedOver, ReceiptTrace } from '../../domain/receipt.ts';
import type { ServingFailure } from '../answer.ts';
import type { ListRequest } from '../list-request.ts';
import type { Contribution, MadeList } from '../make-list.ts';
import type { RecommendOptions } from '../recommend-options.ts';
import { NEXT_BEST } from './list-draft.ts';
import { loadedModels } from './loaded-models.ts';

/** So many items that the rule `seen` kept off are written down besides the history. */
const MAX_SEEN = 2000;
const RUNTIME = `node ${process.versions.node} ${process.platform} ${process.arch}`;

/** What a receipt says of the history: the columns that run parallel to its items. */
export type HistoryColumns = Pick<ReceiptTrace, 'historyTimesMs' | 'completions' | 'ratings'>;

/** The history that went into a list: what any of its sources was given, oldest first. */
export function historyUsed(
  { liked }: Pick<ListRequest, 'liked'>,
  contributions: readonly Contribution[],
): { readonly itemIds: readonly ItemId[]; readonly columns: HistoryColumns } {
  const fed = contributions.map((of) => of.fed.places).filter((places) => places.length > 0);
  const rows = fed.length < 2 ? (fed[0] ?? []) : [...new Set(fed.flat())].sort((a, b) => a - b);
  const column = (values: ArrayLike<number>): (number | null)[] =>
    rows.map((at) => numberOrNull(values[at]));
  const optional = (values: ArrayLike<number> | undefined): (number | null)[] | undefined => {
    const numbers = values === undefined ? [] : column(values);
    return numbers.some((number) => number !== null) ? numbers : undefined;
  };
  const completions = optional(liked.completions);
  const ratings = optional(liked.ratings);
  return {
    itemIds: rows.map((at) => liked.itemIds[at]!),
    columns: {
      historyTimesMs: column(liked.timesMs),
      ...(completions === undefined ? {} : { completions }),
      ...(ratings === undefined ? {} : { ratings }),
    },
  };
}

/** Writes down what a list was made from. */
export function traceOf(
  request: ListRequest,
  list: MadeList,
  asked: {
    readonly options: RecommendOptions;
    readonly history: ReturnType<typeof historyUsed>;
    readonly failures: readonly ServingFailure[];
  },
): ReceiptTrace {
  const { itemIds, columns } = asked.history;
  const inHistory = new Set(itemIds);
  const seen = [...request.seen].filter((itemId) => !inHistory.has(itemId));
  const omitted = Math.max(0, seen.length - MAX_SEEN);
  const { user, catalogue, rules } = request;
  return {
    request: requestOf(asked.options, request.count),
    user: user === null ? null : { age: user.age, gender: user.gender },
    catalogueId: catalogue?.id ?? null,
    rulesId: rules.id,
    kernelBuild: (request.champion ?? request.baseline)?.served.kernelBuild ?? null,
    runtime: RUNTIME,
    models: loadedModels(request).map(({ role, model: { served } }) => ({
      role,
      version: served.version,
      modelId: served.modelId,
    })),
    sources: list.contributions.map(({ traced }) => traced),
    placed: list.shown.map(({ source }) => source),
    ...columns,
    seen: omitted === 0 ? seen : seen.slice(0, MAX_SEEN),
    unseen: itemIds.filter((itemId) => !request.seen.has(itemId)),
    ...(omitted === 0 ? {} : { seenOmitted: omitted }),
    others: othersOf(list),
    exploration: list.exploration,
    variant: request.variant,
    failures: asked.failures.map(({ role, reason }) => [role, reason] as const),
  };
}

function othersOf({ draft, displaced, shown }: MadeList): PassedOver[] {
  const onList = new Set(shown.map(({ itemId }) => itemId));
  const next = draft.leftovers.filter(({ itemId }) => !onList.has(itemId)).slice(0, NEXT_BEST);
  return [
    ...draft.dropped.map(({ itemId, score, source, reason }): PassedOver => [
      itemId,
      score,
      source,
      reason,
    ]),
    ...displaced.map(({ itemId, score, source }): PassedOver => [
      itemId,
      score,
      source,
      'displaced',
    ]),
    ...next.map(({ itemId, score, source }): PassedOver => [itemId, score, source, null]),
  ];
}

function requestOf(
  { route, requestId, traceId, exclude, filters, similarTo }: RecommendOptions,
  count: number,
): ReceiptTrace['request'] {
  return {
    ...(route === undefined ? {} : { route }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(traceId === undefined ? {} : { traceId }),
    count,
    ...(exclude === undefined || exclude.length === 0 ? {} : { exclude }),
    ...(filters === undefined ? {} : { filters: { ...filters } }),
    ...(similarTo === undefined ? {} : { similarTo }),
  };
}

const numberOrNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
