import type { Clock } from '../domain/clock.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Tier } from '../domain/receipt.ts';
import type { History } from '../evaluation/index.ts';
import type { ServingFailure } from './answer.ts';
import { attemptRanking } from './attempt-ranking.ts';
import { gatherHistory } from './gather-history.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { NO_RESTS, type OverrunRests } from './overrun-rests.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { Ranking } from './rank-candidates.ts';
import type { LikedItems } from './user-sources.ts';

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
  readonly asOfMs: number;
  /** The champion has this long from `startedMs`, the baseline as long for itself. */
  readonly deadlineMs: number;
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
  /** Rankings that came after their deadline. */
  readonly late: Proposal[];
}

const NO_HISTORY: History = { items: [], timesMs: [] };

/**
 * The champion, the baseline and the constant list, each made only when it is asked for. A
 * personal champion has nothing to propose for a user whose history it does not know.
 */
export function* regularProposals(request: ListRequest, notes: Notes): Iterable<Proposal> {
  const { champion, baseline, constant, seen } = request;
  if (champion !== null) yield* championProposal(champion, request, notes);
  const isOther = baseline?.served !== champion?.served || champion?.served.scorer.personal;
  if (baseline !== null && isOther)
    yield* propose(baseline, { ...UNFED, tier: 'popularity', role: 'baseline' }, request, notes);
  yield constantProposal(constant, seen);
}

/**
 * What is better than an empty list, which would be void at the caller's: rankings that came
 * late, models that were resting, items that the user has seen, a personal model without history.
 */
export function* lastProposals(request: ListRequest, { late }: Notes): Iterable<Proposal> {
  yield* late;
  const patient = { ...request, rests: NO_RESTS };
  const again = { ...patient, seen: [] };
  yield* evenLate((notes) => regularProposals(patient, notes));
  yield* evenLate((notes) => regularProposals(again, notes));
  const { champion } = request;
  if (champion !== null)
    yield* evenLate((notes) =>
      propose(champion, { ...UNFED, tier: 'folded-in', role: 'champion' }, again, notes),
    );
}

/** Proposals, and then those of them that came late. Failures were told the first time. */
function* evenLate(proposals: (notes: Notes) => Iterable<Proposal>): Iterable<Proposal> {
  const notes: Notes = { failures: [], late: [] };
  yield* proposals(notes);
  yield* notes.late;
}

function* championProposal(
  champion: PreparedModel,
  request: ListRequest,
  notes: Notes,
): Iterable<Proposal> {
  if (!champion.served.scorer.personal) {
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

function* propose(
  model: PreparedModel,
  { tier, role, history, itemIds }: Asked,
  request: ListRequest,
  notes: Notes,
): Iterable<Proposal> {
  const { asOfMs, seen, catalogue, count, monotonic, rests, deadlineMs, startedMs } = request;
  const spentMs = role === 'champion' ? monotonic.nowMs() - startedMs : 0;
  const { ranking, failure } = attemptRanking(
    model,
    { history, asOfMs, seen, catalogue, count },
    { role, monotonic, budgetMs: deadlineMs - spentMs, rests },
  );
  if (failure !== null) notes.failures.push(failure);
  if (ranking === null) return;
  const proposal: Proposal = { tier, model, ranking, history: itemIds };
  if (failure === null) yield proposal;
  else notes.late.push(proposal);
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
