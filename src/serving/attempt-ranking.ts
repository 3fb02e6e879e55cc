import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { ServingFailure } from './answer.ts';
import type { OverrunRests } from './overrun-rests.ts';
import type { PreparedModel } from './prepared-model.ts';
import { rankCandidates, type Ranking, type RankingRequest } from './rank-candidates.ts';

/** What asking one model for a ranking may cost. */
export interface AttemptLimits {
  readonly role: 'champion' | 'baseline';
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  /** Milliseconds the model has. A scorer cannot be interrupted, so lateness is seen afterwards. */
  readonly budgetMs: number;
  readonly rests: OverrunRests;
}

/** How an attempt ended: a ranking in time, a failure, or a ranking that came too late and both. */
export interface Attempt {
  readonly ranking: Ranking | null;
  readonly failure: ServingFailure | null;
}

/** Asks a model for a ranking and turns everything that can go wrong into a failure. */
export function attemptRanking(
  model: PreparedModel,
  request: RankingRequest,
  { role, monotonic, budgetMs, rests }: AttemptLimits,
): Attempt {
  const failed = (reason: ServingFailure['reason'], message = ''): ServingFailure => ({
    role,
    reason,
    message,
  });
  if (rests.isResting(model.served)) return { ranking: null, failure: failed('resting') };
  const startedMs = monotonic.nowMs();
  try {
    const ranking = rankCandidates(model, request);
    const isLate = monotonic.nowMs() - startedMs > budgetMs;
    rests.note(model.served, isLate);
    if (isLate) return { ranking, failure: failed('late') };
    const isBlank = ranking.candidates.length === 0 && ranking.removed['not-a-number']! > 0;
    return isBlank ? { ranking: null, failure: failed('no-scores') } : { ranking, failure: null };
  } catch (thrown) {
    return { ranking: null, failure: failed('threw', messageOf(thrown)) };
  }
}
