import type { History } from '../../evaluation/index.ts';
import type { Tier } from '../../domain/receipt.ts';
import { attemptRanking, type Attempt } from '../attempt-ranking.ts';
import { gatherHistory, UNFED, type UsableHistory } from '../gather-history.ts';
import type { ListRequest, SourceCall } from '../list-request.ts';
import { NO_RESTS } from '../overrun-rests.ts';
import type { PreparedModel } from '../prepared-model.ts';
import type { Ranking } from '../rank-candidates.ts';
import { newTitles } from './new-titles.ts';

/** What a source answered, or will answer too late. */
export interface SourceAnswer extends Attempt {
  /** What it was given. */
  readonly fed: UsableHistory;
}

/** Asks a source for its k best candidates. Never rejects. */
export async function askSource(
  call: SourceCall,
  k: number,
  request: ListRequest,
): Promise<SourceAnswer> {
  const { model } = call;
  if (model === null) return { ranking: unscored(call, request), failure: null, fed: UNFED };
  const fed = call.fed ? gatherHistory(model, request.liked, request.historyLimit) : UNFED;
  const { asOfMs, user, catalogue, filters, monotonic, deadlineMs, startedMs } = request;
  const role = roleOf(call);
  const spentMs = role === 'baseline' ? 0 : monotonic.nowMs() - startedMs;
  const attempt = await attemptRanking(
    model,
    {
      history: fed.history,
      context: { asOfMs, user },
      seen: call.again ? [] : request.seen,
      catalogue,
      filters,
      count: k,
    },
    {
      role,
      monotonic,
      budgetMs: deadlineMs - spentMs,
      rests: call.patient ? NO_RESTS : request.rests,
    },
  );
  return { ...attempt, fed };
}

const roleOf = ({ source }: SourceCall): 'champion' | 'further' | 'baseline' =>
  source === 'champion' || source === 'further' ? source : 'baseline';

/** Candidates that no model scored; what they may not be shown for is seen to later. */
function unscored({ source }: SourceCall, request: ListRequest): Ranking {
  const { asOfMs, catalogue, champion, further, baseline, rules } = request;
  const models = [champion, ...further, baseline];
  const limit = rules.exploration.newTitles;
  const items =
    source === 'constant' ? request.constant : newTitles(catalogue, models, { asOfMs, limit });
  return { candidates: items.map((itemId) => ({ itemId, score: null })), removed: {} };
}

/**
 * The tier of what a source proposes. `personal`: the history given to the model begins within the
 * model's training data, so the user was in them; `folded-in`: all of it came later, or nobody
 * knows when.
 */
export function tierOf({ model }: SourceCall, fed: History, { isSegment }: Ranking): Tier {
  if (model === null) return 'constant';
  if (!model.served.personal) return isSegment === true ? 'segment-popularity' : 'popularity';
  return wasTrainedOn(model, fed) ? 'personal' : 'folded-in';
}

function wasTrainedOn({ served: { asOfMs = -Infinity } }: PreparedModel, fed: History): boolean {
  for (let at = 0; at < fed.items.length; at++) if (fed.timesMs[at]! <= asOfMs) return true;
  return false;
}
