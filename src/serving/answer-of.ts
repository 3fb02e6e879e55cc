import type { Exposure, Receipt } from '../domain/receipt.ts';
import type { Answer, ServingFailure } from './answer.ts';
import type { ListRequest } from './list-request.ts';
import type { MadeList } from './make-list.ts';
import type { RecommendOptions } from './recommend-options.ts';
import { historyUsed, traceOf } from './stages/trace.ts';

/** What an answer says besides the list. */
export interface AnswerContext {
  readonly options: RecommendOptions;
  readonly failures: readonly ServingFailure[];
  readonly codeVersion: string;
  readonly latencyMs: number;
}

/** The answer with its receipt. The tier is that of the best source that has an item on the list. */
export function answerOf(
  request: ListRequest,
  list: MadeList,
  { options, failures, codeVersion, latencyMs }: AnswerContext,
): Answer {
  const best = list.draft.places.find((place) => place !== null && place.source >= 0);
  const first = best === undefined || best === null ? null : list.contributions[best.source]!;
  const tier = first?.traced.tier ?? 'constant';
  const model = first?.call.model?.served ?? null;
  const exposures = list.shown.map(({ itemId, score, propensity, slot }, at): Exposure => ({
    itemId,
    position: at + 1,
    score,
    propensity,
    slot,
  }));
  const history = historyUsed(request, list.contributions);
  const receipt: Receipt = {
    receiptId: request.receiptId,
    atMs: request.asOfMs,
    userId: request.userId,
    tier,
    exposures,
    modelVersion: model?.version ?? null,
    modelId: model?.modelId ?? null,
    datasetId: model?.datasetId ?? null,
    codeVersion,
    history: history.itemIds,
    removed: sum(first?.removed ?? {}, list.draft.removed),
    latencyMs,
    trace: traceOf(request, list, { options, history, failures }),
  };
  const tierAt = (source: number) => list.contributions[source]?.traced.tier ?? tier;
  return {
    exposures,
    tiers: list.shown.map(({ source }) => tierAt(source)),
    tier,
    model,
    receipt,
    violations: list.draft.violations,
    failures,
  };
}

function sum(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const total = { ...a };
  for (const [name, count] of Object.entries(b)) total[name] = (total[name] ?? 0) + count;
  return total;
}
