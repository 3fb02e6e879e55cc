import type { Clock } from '../domain/clock.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Tier } from '../domain/receipt.ts';
import type { History, ScoringContext } from '../evaluation/index.ts';
import type { ServingFailure } from './answer.ts';
import { attemptRanking } from './attempt-ranking.ts';
import { gatherHistory } from './gather-history.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { NO_RESTS, type OverrunRests } from './overrun-rests.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { Ranking } from './rank-candidates.ts';
import type { LikedItems } from './user-sources.ts';
import { withinTime } from './within-time.ts';

/** Everything one list is made from: one snapshot, read before the first step. */
export interface ListRequest {
  readonly champion: PreparedModel | null;
  readonly baseline: PreparedModel | null;
  readonly catalogue: LiveCatalogue | null;
  readonly liked: LikedItems;
  readonly seen: readonly ItemId[];
  readonly constant: readonly ItemId[];
  /** 1 or more. */
  readonly count: number;
  readonly context: ScoringContext;
  /** The champion has this long from `startedMs`, the baseline as long for itself. */
  readonly deadlineMs: number;
  /** Where there is nothing else, a late ranking is waited for this long from `startedMs`. */
  readonly lastResortMs: number;
  readonly startedMs: number;
  readonly monotonic: Clock;
  readonly historyLimit: number;
  readonly rests: OverrunRests;
}

/** A ranking on its way to the page. */
export interface Proposal {
  readonly tier: Tier;
  /** `null` for the constant list. */
  readonly model: PreparedModel | null;
  readonly ranking: Ranking;
  /** Items of the user's history that the model was given. */
  readonly history: readonly ItemId[];
}

/** Where proposals leave what must not be lost. */
export interface Notes {
  readonly failures: ServingFailure[];
  /** Rankings that come after their deadline; each rejects as its ranker does. */
  readonly late: Promise<Proposal>[];
}

const NO_HISTORY: History = { items: [], timesMs: [] };

/**
 * The champion, the baseline and the constant list, each made only when it is asked for. A
 * personal champion has nothing to propose for a user whose history it does not know.
 */
export async function* regularProposals(
  request: ListRequest,
  notes: Notes,
): AsyncIterable<Proposal> {
  const { champion, baseline, constant, seen } = request;
  if (champion !== null) yield* championProposal(champion, request, notes);
  const isOther = baseline?.served !== champion?.served || champion?.served.personal;
  if (baseline !== null && isOther)
    yield* propose(baseline, { ...UNFED, tier: 'popularity', role: 'baseline' }, request, notes);
  yield constantProposal(constant, seen);
}

/**
 * What is better than an empty list, which would be void at the caller's: rankings that came
 * late, models that were resting, items that the user has seen, a personal model without history.
 */
export async function* lastProposals(
  request: ListRequest,
  { late }: Notes,
): AsyncIterable<Proposal> {
  yield* evenLate(late, request);
  const patient = { ...request, rests: NO_RESTS };
  const again = { ...patient, seen: [] };
  for (const asked of [patient, again]) {
    const notes: Notes = { failures: [], late: [] };
    yield* regularProposals(asked, notes);
    yield* evenLate(notes.late, asked);
  }
  const { champion } = request;
  if (champion === null) return;
  const notes: Notes = { failures: [], late: [] };
  const asked = { ...UNFED, tier: 'folded-in', role: 'champion' } as const;
  yield* propose(champion, asked, again, notes);
  yield* evenLate(notes.late, again);
}

/** Rankings that come late, as far as anybody can wait for them. Failures were told before. */
async function* evenLate(
  late: readonly Promise<Proposal>[],
  { lastResortMs, startedMs, monotonic }: ListRequest,
): AsyncIterable<Proposal> {
  for (const pending of late) {
    const leftMs = startedMs + lastResortMs - monotonic.nowMs();
    const outcome = await withinTime(pending, leftMs).catch(() => null);
    if (outcome !== null && !outcome.late) yield outcome.value;
  }
}

async function* championProposal(
  champion: PreparedModel,
  request: ListRequest,
  notes: Notes,
): AsyncIterable<Proposal> {
  if (!champion.served.personal) {
    yield* propose(champion, { ...UNFED, tier: 'popularity', role: 'champion' }, request, notes);
    return;
  }
  const { history, itemIds } = gatherHistory(champion, request.liked, request.historyLimit);
  if (itemIds.length === 0) return;
  const asked = { tier: 'folded-in', role: 'champion', history, itemIds } as const;
  yield* propose(champion, asked, request, notes);
}

/** How a model is asked. */
interface Asked {
  readonly tier: Tier;
  readonly role: 'champion' | 'baseline';
  readonly history: History;
  /** The history's items by name. */
  readonly itemIds: readonly ItemId[];
}

const UNFED: Pick<Asked, 'history' | 'itemIds'> = { history: NO_HISTORY, itemIds: [] };

async function* propose(
  model: PreparedModel,
  { tier, role, history, itemIds }: Asked,
  request: ListRequest,
  notes: Notes,
): AsyncIterable<Proposal> {
  const { context, seen, catalogue, count, monotonic, rests, deadlineMs, startedMs } = request;
  const spentMs = role === 'champion' ? monotonic.nowMs() - startedMs : 0;
  const { ranking, failure, late } = await attemptRanking(
    model,
    { history, context, seen, catalogue, count },
    { role, monotonic, budgetMs: deadlineMs - spentMs, rests },
  );
  if (failure !== null) notes.failures.push(failure);
  const proposalOf = (made: Ranking): Proposal => ({
    tier,
    model,
    ranking: made,
    history: itemIds,
  });
  if (late !== undefined) {
    const pending = late.then(proposalOf);
    pending.catch(() => undefined);
    notes.late.push(pending);
  }
  if (ranking !== null) yield proposalOf(ranking);
}

/** The constant list without what the user has seen. */
export function constantProposal(constant: readonly ItemId[], seen: readonly ItemId[]): Proposal {
  const seenIds = new Set(seen);
  const unseen = constant.filter((itemId) => !seenIds.has(itemId));
  return {
    tier: 'constant',
    model: null,
    history: [],
    ranking: {
      candidates: unseen.map((itemId) => ({ itemId, score: null })),
      removed: { seen: constant.length - unseen.length },
    },
  };
}
