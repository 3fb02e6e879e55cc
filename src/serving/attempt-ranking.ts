import type { Clock } from '../domain/clock.ts';
import { messageOf, ShowrunnerError } from '../domain/errors.ts';
import type { ServingFailure } from './answer.ts';
import type { OverrunRests } from './overrun-rests.ts';
import type { PreparedModel } from './prepared-model.ts';
import { rankCandidates, type Ranking, type RankingRequest } from './rank-candidates.ts';
import { withinTime } from './within-time.ts';

/** What asking one model for a ranking may cost. */
export interface AttemptLimits {
  readonly role: 'champion' | 'further' | 'baseline';
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  /** Milliseconds the model has. */
  readonly budgetMs: number;
  readonly rests: OverrunRests;
}

/** How an attempt ended: with a ranking in time, or with a failure. */
export interface Attempt {
  readonly ranking: Ranking | null;
  readonly failure: ServingFailure | null;
  /** A ranking that comes after the deadline; rejects as the ranker does. */
  readonly late?: Promise<Ranking>;
}

/**
 * Asks a model for a ranking and turns everything that can go wrong into a failure. A ranker that
 * computes in this thread cannot be interrupted: its lateness is seen afterwards.
 */
export async function attemptRanking(
  model: PreparedModel,
  request: RankingRequest,
  { role, monotonic, budgetMs, rests }: AttemptLimits,
): Promise<Attempt> {
  const failed = (reason: ServingFailure['reason'], message = ''): Attempt => ({
    ranking: null,
    failure: { role, reason, message },
  });
  if (rests.isResting(model.served)) return failed('resting');
  const startedMs = monotonic.nowMs();
  try {
    const outcome = await withinTime(
      rankCandidates(model, { ...request, untilMs: startedMs + budgetMs }),
      budgetMs,
    );
    const isLate = outcome.late || monotonic.nowMs() - startedMs > budgetMs;
    rests.note(model.served, isLate);
    if (outcome.late) return { ...failed('late'), late: outcome.pending };
    const ranking = outcome.value;
    if (isLate) return { ...failed('late'), late: Promise.resolve(ranking) };
    const isBlank = ranking.candidates.length === 0 && ranking.removed['not-a-number']! > 0;
    return isBlank ? failed('no-scores') : { ranking, failure: null };
  } catch (thrown) {
    const isShed = thrown instanceof ShowrunnerError && thrown.code === 'SCORING_BUSY';
    return failed(isShed ? 'shed' : 'threw', messageOf(thrown));
  }
}
