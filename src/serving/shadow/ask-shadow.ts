import type { Clock } from '../../domain/clock.ts';
import type { ItemId } from '../../domain/ids.ts';
import { rankBiasedOverlap } from '../../math/rank-biased-overlap.ts';
import { noShadow, type ShadowSummary } from '../../rollout/index.ts';
import type { ListRequest, SourceCall } from '../list-request.ts';
import { makeList, type MadeList } from '../make-list.ts';
import { NO_RESTS } from '../overrun-rests.ts';
import type { PreparedModel } from '../prepared-model.ts';
import type { Ranker } from '../ranker.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { regularCalls } from '../stages/source-calls.ts';
import { isSoundRanking } from '../swap/sound-ranking.ts';
import type { ChampionList } from './shadow-port.ts';

/**
 * Asks a shadow what the champion was asked, under the same rules, without pins and without chance,
 * and no other source behind it, so that what it cannot do shows. Never rejects.
 *
 * @returns what came of it: the summary of one request
 */
export async function askShadow(
  model: PreparedModel,
  { request, list, latencyMs: championMs }: ChampionList,
  clocks: { readonly clock: Clock; readonly monotonic: Clock },
): Promise<ShadowSummary> {
  const atMs = clocks.clock.nowMs();
  const asked = { ...noShadow(model.served.version), fromMs: atMs, untilMs: atMs, asked: 1 };
  let isSound = true;
  const watched = watching(model, () => (isSound = false));
  const startedMs = clocks.monotonic.nowMs();
  const call = callOf(request, watched);
  if (call === null) return { ...asked, outcomes: { ...asked.outcomes, unknown: 1 } };
  const made = await makeList({
    ...request,
    ...only(watched),
    rules: certain(request.rules),
    rests: NO_RESTS,
    monotonic: clocks.monotonic,
    startedMs,
    plan: [call],
  });
  const latencyMs = clocks.monotonic.nowMs() - startedMs;
  const [theirs, its] = [itemsOf(list), itemsOf(made)];
  return {
    ...asked,
    outcomes: outcomesOf(made, { isEmpty: its.length === 0 && theirs.length > 0 }),
    violations: isSound && Object.values(made.draft.violations).every((n) => n === 0) ? 0 : 1,
    ...(theirs.length === 0 || its.length === 0 ? {} : agreement(theirs, its)),
    timed: 1,
    latencyMs,
    longestMs: latencyMs,
    championMs,
    differenceSquares: (latencyMs - championMs) ** 2,
  };
}

const only = (
  champion: PreparedModel,
): Pick<ListRequest, 'champion' | 'further' | 'baseline' | 'constant'> => ({
  champion,
  further: [],
  baseline: null,
  constant: [],
});

/** How it would be asked as the champion; `null` where it would not be, knowing nothing of the user. */
function callOf(request: ListRequest, model: PreparedModel): SourceCall | null {
  for (const call of regularCalls({ ...request, ...only(model) }))
    if (call.source === 'champion') return call;
  return null;
}

/** The same model, each of whose rankings is held against the contract. */
function watching(model: PreparedModel, onUnsound: () => void): PreparedModel {
  const { served } = model;
  const { ranker, itemIds } = served;
  const watched: Ranker = {
    top: async (request) => {
      const ranked = await ranker.top(request);
      if (!isSoundRanking(ranked, request, itemIds.length)) onUnsound();
      return ranked;
    },
    explain: (request, rows) => ranker.explain(request, rows),
    close: () => ranker.close(),
  };
  return { ...model, served: { ...served, ranker: watched } };
}

const CERTAIN = new WeakMap<RuleSet, RuleSet>();

/** The same rules without pins and exploration. */
function certain(rules: RuleSet): RuleSet {
  const known = CERTAIN.get(rules) ?? {
    ...rules,
    pins: [],
    exploration: { ...rules.exploration, share: 0 },
  };
  CERTAIN.set(rules, known);
  return known;
}

function outcomesOf(
  { failures }: MadeList,
  { isEmpty }: { readonly isEmpty: boolean },
): ShadowSummary['outcomes'] {
  const [failure] = failures;
  return {
    late: failure?.reason === 'late' ? 1 : 0,
    failed: failure !== undefined && failure.reason !== 'late' ? 1 : 0,
    empty: failure === undefined && isEmpty ? 1 : 0,
    unknown: 0,
  };
}

/** The items that the champion's ranking put on a list before chance had its part. */
const itemsOf = ({ draft, contributions }: MadeList): readonly ItemId[] =>
  draft.places.flatMap((place) => {
    const source = place === null ? undefined : contributions[place.source]?.traced.source;
    return source === 'champion' ? [place!.itemId] : [];
  });

function agreement(
  theirs: readonly ItemId[],
  its: readonly ItemId[],
): Pick<ShadowSummary, 'compared' | 'overlapSum' | 'rboSum'> {
  const others = new Set(its);
  return {
    compared: 1,
    overlapSum: theirs.filter((itemId) => others.has(itemId)).length / theirs.length,
    rboSum: rankBiasedOverlap(theirs, its),
  };
}
