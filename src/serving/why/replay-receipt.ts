import type { ItemId } from '../../domain/ids.ts';
import type { Exposure, Receipt, ReceiptTrace } from '../../domain/receipt.ts';
import { answerOf } from '../answer-of.ts';
import type { ListRequest, SourceCall } from '../list-request.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';
import { makeList } from '../make-list.ts';
import { NO_RESTS } from '../overrun-rests.ts';
import type { PreparedModel } from '../prepared-model.ts';
import type { RecommendOptions } from '../recommend-options.ts';
import { RECOMMENDER_DEFAULTS } from '../recommender.ts';
import type { ListFilters } from '../rules/rule.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { recordedHistory, recordedUser } from './recorded-user.ts';

/** What a list is made from again. */
export interface ReplayParts {
  /** The models of the trace, parallel to its `models`; `null` for one that cannot be had. */
  readonly models: readonly (PreparedModel | null)[];
  readonly catalogue: LiveCatalogue | null;
  readonly rules: RuleSet;
  readonly constant: readonly ItemId[];
  /** Whether scores must be the same bits: the kernels are those of then. */
  readonly exact: boolean;
}

/** One place of the list, then and now; `null` where one of the two lists is shorter. */
export interface ReplayedPlace {
  readonly position: number;
  readonly recorded: Exposure | null;
  readonly replayed: Exposure | null;
  readonly same: boolean;
}

/** Whether a list comes out again. */
export interface Replay {
  readonly same: boolean;
  readonly places: readonly ReplayedPlace[];
}

/** Rounding of 32-bit floats in another order, for kernels other than those of then. */
const CLOSE = 1e-4;
const NO_CLOCK = { nowMs: () => 0 };
const NO_LIMIT_MS = 600_000;

/** Makes the list of a receipt again and compares it place by place. */
export async function replayReceipt(
  receipt: Receipt,
  trace: ReceiptTrace,
  parts: ReplayParts,
): Promise<Replay> {
  const request = requestOf(receipt, trace, parts);
  const list = await makeList(request);
  const { exposures } = answerOf(request, list, {
    options: optionsOf(trace),
    failures: [],
    codeVersion: receipt.codeVersion,
    latencyMs: 0,
  });
  const length = Math.max(exposures.length, receipt.exposures.length);
  const places = Array.from({ length }, (_, at): ReplayedPlace => {
    const recorded = receipt.exposures[at] ?? null;
    const replayed = exposures[at] ?? null;
    return { position: at + 1, recorded, replayed, same: isSame(recorded, replayed, parts.exact) };
  });
  return { same: places.every(({ same }) => same), places };
}

function requestOf(receipt: Receipt, trace: ReceiptTrace, parts: ReplayParts): ListRequest {
  const { models, catalogue, rules, constant } = parts;
  const ofRole = (role: string): (PreparedModel | null)[] =>
    models.filter((_, at) => trace.models[at]!.role === role);
  const champion = ofRole('champion')[0] ?? null;
  const unseen = new Set(trace.unseen);
  const seen = [...receipt.history.filter((id) => !unseen.has(id)), ...trace.seen];
  const { exclude = [], similarTo, count } = trace.request;
  return {
    receiptId: receipt.receiptId,
    userId: receipt.userId,
    asOfMs: receipt.atMs,
    user: recordedUser(receipt, trace),
    liked: recordedHistory(receipt, trace),
    seen: new Set(seen),
    exclude: new Set(similarTo === undefined ? exclude : [...exclude, similarTo]),
    filters: (trace.request.filters ?? {}) as ListFilters,
    champion,
    further: ofRole('further').filter((model) => model !== null),
    baseline: ofRole('baseline')[0] ?? champion,
    catalogue,
    constant,
    rules,
    count,
    deadlineMs: NO_LIMIT_MS,
    lastResortMs: NO_LIMIT_MS,
    startedMs: 0,
    monotonic: NO_CLOCK,
    historyLimit: RECOMMENDER_DEFAULTS.historyLimit,
    rests: NO_RESTS,
    variant: trace.variant,
    plan: planOf(trace, models),
  };
}

/** The sources that contributed, asked as often as they were; others failed or had nothing. */
const planOf = (trace: ReceiptTrace, models: ReplayParts['models']): SourceCall[] =>
  trace.sources.flatMap(({ source, model, fed, again, rounds }): SourceCall[] => {
    const prepared = model === null ? null : models[model]!;
    if (model !== null && prepared === null) return [];
    return [{ source, model: prepared, fed, again, patient: true, rounds }];
  });

const optionsOf = ({ request }: ReceiptTrace): RecommendOptions => ({ count: request.count });

function isSame(a: Exposure | null, b: Exposure | null, exact: boolean): boolean {
  if (a === null || b === null) return false;
  return (
    a.itemId === b.itemId && a.propensity === b.propensity && isSameScore(a.score, b.score, exact)
  );
}

function isSameScore(a: number | null, b: number | null, exact: boolean): boolean {
  if (a === null || b === null || exact) return a === b;
  return Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a), Math.abs(b));
}
