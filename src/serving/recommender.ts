import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import type { Answer } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { explainList } from './explain-list.ts';
import type { ServedVariant, VariantSource } from './follow-variants.ts';
import type { ListRequest } from './list-request.ts';
import type { CatalogueSource, LiveCatalogue } from './live-catalogue.ts';
import { makeList, type MadeList } from './make-list.ts';
import { mayBeShown } from './may-be-shown.ts';
import { overrunRests, type OverrunRests, type RestSettings } from './overrun-rests.ts';
import { prepareInSlices, prepareModel, type PreparedModel } from './prepared-model.ts';
import { placesOf, type RecommendOptions } from './recommend-options.ts';
import { NO_RULES } from './rules/parse-rules.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { ModelSource, ServedModel } from './served-model.ts';
import { readUser, type KnownUser } from './stages/read-user.ts';
import { regularCalls } from './stages/source-calls.ts';
import type { ShadowSource } from './shadow/shadow-port.ts';
import type { UserFactsSource } from './user-facts.ts';
import type { HistorySource } from './user-sources.ts';

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

/** The settings that hold where nothing else is said. */
export const RECOMMENDER_DEFAULTS: RecommenderSettings = {
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
  /** The rules of this moment. Absent: what was seen is not shown again, and nothing else. */
  readonly rules?: { current(): RuleSet };
  /** Who gets which way of making lists. Absent: there is no experiment. */
  readonly variants?: VariantSource;
  /** Asked what the champion was asked, once the answer has left. Absent: nobody is. */
  readonly shadows?: ShadowSource;
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

/** Makes lists. */
export interface Recommender {
  /** Always gives an answer: what fails costs a tier and is told in `failures`. */
  recommend(userId: UserId, options: RecommendOptions): Promise<Answer>;
  /** Tells which items a user may be shown at this moment. Throws what the sources throw. */
  mayBeShown(userId: UserId): (itemId: ItemId) => boolean;
  /** Does ahead of time what the first request with a model would have to do. Never rejects. */
  prepare(model: ServedModel): Promise<void>;
}

/**
 * Makes a recommender over ports that are read once at every request: history → candidates →
 * scores → rules → exploration → page, from the best tier that works.
 */
export function createRecommender(parts: RecommenderParts): Recommender {
  const settings = { ...RECOMMENDER_DEFAULTS, ...parts.settings };
  const context = { parts, settings, rests: overrunRests(parts.monotonic, settings.rests) };
  const models = new WeakMap<ServedModel, PreparedModel>();
  const prepared = (served: ServedModel): PreparedModel => {
    const model = models.get(served) ?? prepareModel(served);
    models.set(served, model);
    return model;
  };
  return {
    prepare: async (served) => {
      const model =
        models.get(served) ?? (await prepareInSlices(served, parts.catalogue.current()));
      models.set(served, model);
      // A model that fails here fails again when it is asked, where it is told.
      await model.orders?.prepare().catch(() => undefined);
    },
    mayBeShown: (userId) => mayBeShown(parts, userId),
    recommend: async (userId, options) => {
      const leave = parts.shadows?.enter();
      try {
        return await recommend(userId, options);
      } finally {
        leave?.();
      }
    },
  };

  async function recommend(userId: UserId, options: RecommendOptions): Promise<Answer> {
    const startedMs = parts.monotonic.nowMs();
    const bare = bareRequest(userId, options, { ...context, startedMs });
    const user = readUser(parts, userId, bare);
    const variant = await drawnFor(userId, options, parts);
    const known = { ...bare, ...likedOf(user, options), variant: variant?.label ?? null };
    const { request, list, failures } = await makeOrConstant(known, () =>
      withModels(known, { parts, prepared, serves: variant?.serves ?? 'champion' }),
    );
    const madeMs = parts.monotonic.nowMs() - startedMs;
    const because = options.explain === true ? await explainList(request, list) : null;
    const answer = answerOf(request, list, {
      options,
      failures: [...user.failures, ...failures],
      codeVersion: parts.codeVersion,
      latencyMs: parts.monotonic.nowMs() - startedMs,
    });
    const afterwards = isChampions(request, variant)
      ? (parts.shadows?.afterwards({ request, list, latencyMs: madeMs }) ?? null)
      : null;
    return {
      ...answer,
      ...(because === null ? {} : { because }),
      ...(afterwards === null ? {} : { afterwards }),
    };
  }
}

/** Whether the champion was asked for a list out of the user's own history. */
function isChampions(request: ListRequest, variant: ServedVariant | null): boolean {
  if (request.plan !== undefined || (variant?.serves ?? 'champion') !== 'champion') return false;
  for (const { source } of regularCalls(request)) if (source === 'champion') return true;
  return false;
}

interface Context {
  readonly parts: RecommenderParts;
  readonly settings: RecommenderSettings;
  readonly rests: OverrunRests;
}

/** A request of which nothing is known but who asks: what is left when sources fail. Rules hold. */
function bareRequest(
  userId: UserId,
  { count, deadlineMs, filters }: RecommendOptions,
  { parts, settings, rests, startedMs }: Context & { readonly startedMs: number },
): ListRequest {
  return {
    ...settings,
    receiptId: parts.newReceiptId(),
    userId,
    asOfMs: parts.clock.nowMs(),
    user: null,
    liked: { itemIds: [], timesMs: [] },
    seen: new Set(),
    exclude: new Set(),
    filters: filters ?? {},
    champion: null,
    further: [],
    baseline: null,
    catalogue: catalogueOrNull(parts.catalogue),
    constant: parts.constant,
    rules: parts.rules?.current() ?? NO_RULES,
    count: placesOf(count),
    deadlineMs: deadlineMs ?? settings.deadlineMs,
    startedMs,
    monotonic: parts.monotonic,
    rests,
    variant: null,
  };
}

function catalogueOrNull(source: CatalogueSource): LiveCatalogue | null {
  try {
    return source.current();
  } catch {
    return null;
  }
}

/** The variant of a request; `null` for a list that is made from an item, since it is nobody's own. */
const drawnFor = (
  userId: UserId,
  { similarTo }: RecommendOptions,
  { variants }: RecommenderParts,
): ReturnType<VariantSource['variantOf']> =>
  similarTo === undefined ? (variants?.variantOf(userId) ?? null) : null;

/** What is known of the user, with another item in the place of the history where one is asked for. */
function likedOf(
  { user, liked, seen }: KnownUser,
  { similarTo, exclude }: RecommendOptions,
): Pick<ListRequest, 'user' | 'liked' | 'seen' | 'exclude' | 'plan'> {
  const known = { user, seen, exclude: new Set(exclude) };
  if (similarTo === undefined) return { ...known, liked };
  known.exclude.add(similarTo);
  return { ...known, liked: { itemIds: [similarTo], timesMs: [Number.NaN] }, plan: [] };
}

/**
 * Reads the models once; of those that could make a list personal none where it is not to be.
 * Throws what the port throws.
 */
function withModels(known: ListRequest, { parts, prepared, serves }: ModelChoice): ListRequest {
  const { models } = parts;
  const model = (served: ServedModel | null): PreparedModel | null =>
    served === null ? null : prepared(served);
  const isPersonal = serves !== 'none';
  const request = {
    ...known,
    champion: isPersonal ? model(models.treatment?.(serves) ?? models.champion()) : null,
    further: isPersonal ? (models.further?.() ?? []).map(prepared) : [],
    baseline: model(models.baseline()),
    catalogue: parts.catalogue.current(),
  };
  if (known.plan === undefined) return request;
  return { ...request, plan: [...regularCalls(request)].filter(({ fed }) => fed) };
}

interface ModelChoice extends Pick<Context, 'parts'> {
  prepared(served: ServedModel): PreparedModel;
  /** As `ServedVariant.serves`. */
  readonly serves: string;
}

interface Made {
  readonly request: ListRequest;
  readonly list: MadeList;
  readonly failures: Answer['failures'];
}

/** The last net: a source that fails, or a fault of our own, leaves the constant list. */
async function makeOrConstant(bare: ListRequest, read: () => ListRequest): Promise<Made> {
  try {
    const request = read();
    const list = await makeList(request);
    return { request, list, failures: list.failures };
  } catch (thrown) {
    const failure = { role: 'recommender', reason: 'threw', message: messageOf(thrown) } as const;
    const list = await makeList(bare);
    return { request: bare, list, failures: [failure] };
  }
}
