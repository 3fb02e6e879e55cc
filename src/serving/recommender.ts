import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { Answer, ServingFailure } from './answer.ts';
import { constantList, makeList, type MadeList } from './make-list.ts';
import type { CatalogueSource } from './live-catalogue.ts';
import { overrunRests, type RestSettings } from './overrun-rests.ts';
import { prepareModel, type PreparedModel } from './prepared-model.ts';
import type { ListRequest } from './proposals.ts';
import type { ModelSource, ServedModel } from './served-model.ts';
import type { UserFactsSource } from './user-facts.ts';
import type { HistorySource, LikedItems } from './user-sources.ts';

/** The most items a list may hold: what the caller's format allows. */
export const MAX_COUNT = 20;

/** Settings of a recommender; the defaults are the real ones. */
export interface RecommenderSettings {
  /** Milliseconds the champion has from the beginning of a request. */
  readonly deadlineMs: number;
  /** Milliseconds from the beginning until which a late list is waited for where there is no other. */
  readonly lastResortMs: number;
  /** The latest items of a history that a model is given, ≥ 1. */
  readonly historyLimit: number;
  readonly rests: RestSettings;
}

const DEFAULTS: RecommenderSettings = {
  deadlineMs: 150,
  lastResortMs: 450,
  historyLimit: 1000,
  rests: { afterOverruns: 3, restMs: 10_000 },
};

/** What a recommender is made of. */
export interface RecommenderParts {
  readonly models: ModelSource;
  readonly history: HistorySource;
  /** Absent where nothing is known of anybody. */
  readonly userFacts?: UserFactsSource;
  readonly catalogue: CatalogueSource;
  /** Shown when no model can answer, best first; may be empty. */
  readonly constant: readonly ItemId[];
  /** Wall clock: the `asOf` of every list. */
  readonly clock: Clock;
  /** A clock that never steps back, for deadlines and latencies. */
  readonly monotonic: Clock;
  readonly newReceiptId: () => string;
  /** Hash of the program's sources. */
  readonly codeVersion: string;
  readonly settings?: Partial<RecommenderSettings>;
}

/** What one request asks for. */
export interface RecommendOptions {
  /** 1 to `MAX_COUNT`; anything else is brought into that range. */
  readonly count: number;
  /** Replaces the setting for this request. */
  readonly deadlineMs?: number;
}

/** Makes lists. */
export interface Recommender {
  /** Always gives an answer: what fails costs a tier and is told in `failures`. */
  recommend(userId: UserId, options: RecommendOptions): Promise<Answer>;
  /** Does ahead of time what the first request with a model would have to do. Never rejects. */
  prepare(model: ServedModel): Promise<void>;
}

/**
 * Makes a recommender over ports that are read at every request: history → scores → removal of
 * what must not be shown → best → page, from the best tier that works.
 */
export function createRecommender(parts: RecommenderParts): Recommender {
  const settings = { ...DEFAULTS, ...parts.settings };
  const rests = overrunRests(parts.monotonic, settings.rests);
  const prepared = new WeakMap<ServedModel, PreparedModel>();
  const prepare = (served: ServedModel | null): PreparedModel | null => {
    if (served === null) return null;
    const model = prepared.get(served) ?? prepareModel(served);
    prepared.set(served, model);
    return model;
  };
  return {
    prepare: async (model) => void prepare(model)?.unservable(parts.catalogue.current()),
    recommend: async (userId, { count, deadlineMs = settings.deadlineMs }) => {
      const startedMs = parts.monotonic.nowMs();
      const atMs = parts.clock.nowMs();
      const user = readUser(parts.history, userId);
      const list = await makeListOrConstant(
        { count: placesOf(count), constant: parts.constant },
        () => ({
          champion: prepare(parts.models.champion()),
          baseline: prepare(parts.models.baseline()),
          catalogue: parts.catalogue.current(),
          ...user,
          constant: parts.constant,
          count: placesOf(count),
          context: { asOfMs: atMs },
          deadlineMs,
          lastResortMs: settings.lastResortMs,
          startedMs,
          monotonic: parts.monotonic,
          historyLimit: settings.historyLimit,
          rests,
        }),
      );
      const failures = [...user.failures, ...list.failures];
      return answerOf(list, failures, {
        receiptId: parts.newReceiptId(),
        atMs,
        userId,
        codeVersion: parts.codeVersion,
        latencyMs: parts.monotonic.nowMs() - startedMs,
      });
    },
  };
}

const placesOf = (count: number): number =>
  Number.isNaN(count) ? MAX_COUNT : Math.min(MAX_COUNT, Math.max(1, Math.trunc(count)));

interface KnownUser {
  readonly liked: LikedItems;
  readonly seen: readonly ItemId[];
  readonly failures: readonly ServingFailure[];
}

/** A history that cannot be read is an empty one: its user gets what a stranger gets. */
function readUser(source: HistorySource, userId: UserId): KnownUser {
  try {
    return { liked: source.historyOf(userId), seen: [...source.seenBy(userId)], failures: [] };
  } catch (thrown) {
    const failure = { role: 'history', reason: 'threw', message: messageOf(thrown) } as const;
    return { liked: { itemIds: [], timesMs: [] }, seen: [], failures: [failure] };
  }
}

/** The last net: a source that fails, or a fault of our own, leaves the constant list. */
async function makeListOrConstant(
  { count, constant }: { readonly count: number; readonly constant: readonly ItemId[] },
  request: () => ListRequest,
): Promise<MadeList> {
  try {
    return await makeList(request());
  } catch (thrown) {
    const failure = { role: 'recommender', reason: 'threw', message: messageOf(thrown) } as const;
    return constantList(constant, count, failure);
  }
}

function answerOf(
  { page, tier, model, removed, history }: MadeList,
  failures: readonly ServingFailure[],
  origin: Pick<Receipt, 'receiptId' | 'atMs' | 'userId' | 'codeVersion' | 'latencyMs'>,
): Answer {
  const receipt: Receipt = {
    ...origin,
    tier,
    exposures: page.exposures,
    modelVersion: model?.version ?? null,
    modelId: model?.modelId ?? null,
    datasetId: model?.datasetId ?? null,
    history,
    removed,
  };
  const { exposures, tiers, violations } = page;
  return { exposures, tiers, tier, model, receipt, violations, failures };
}
