import type { ShadowSummary } from '../shadow/shadow-summary.ts';
import type { ExperimentPlan } from './plan.ts';

/** What is to be done about a shadow, with a sentence for people. */
export interface ShadowDecision {
  readonly action: 'continue' | 'pass' | 'abort';
  readonly because: string;
}

/** So many requests for each user whose outcome the plan wants before anything is read from it. */
const REQUESTS_PER_USER = 5;
/** Share of the requests that may come to nothing, where the plan bears no loss of personal lists. */
const LOST_RATE = 0.01;
/** A difference of latencies beyond so many standard errors is none of chance. */
const CERTAIN = 3;

/**
 * Decides on a shadow from what its lists were like: pure, so that it can be made again. A list that
 * broke the contract aborts at once. Once enough requests were asked: too many that came to nothing
 * (beyond what the plan bears of `personal`, else 1 %) abort, as does a mean latency that is
 * certainly further above the champion's than the plan bears of `latencyMs`; else it passes. What
 * the lists are worth is not asked: nobody saw them.
 */
export function decideShadow(
  plan: Pick<ExperimentPlan, 'minimumUsers' | 'guardrails'>,
  summary: ShadowSummary | null,
): ShadowDecision {
  const wanted = REQUESTS_PER_USER * plan.minimumUsers;
  if (summary === null) return { action: 'continue', because: 'It was not asked anything yet.' };
  const { asked, violations } = summary;
  if (violations > 0)
    return {
      action: 'abort',
      because: `${violations} of ${asked} lists broke the contract of lists.`,
    };
  if (asked < wanted)
    return {
      action: 'continue',
      because: `Too early to read anything: ${asked} requests of ${wanted}.`,
    };
  return tooManyLost(plan, summary) ?? tooSlow(plan, summary) ?? passed(summary);
}

type Judged = (
  plan: Pick<ExperimentPlan, 'guardrails'>,
  summary: ShadowSummary,
) => ShadowDecision | null;

const tooManyLost: Judged = ({ guardrails }, { asked, outcomes }) => {
  const bears = guardrails.find(({ metric }) => metric === 'personal')?.bears;
  const { late, failed, empty, unknown } = outcomes;
  // A user whose history it does not know is a loss only where the plan says what may be lost.
  const lost = late + failed + empty + (bears === undefined ? 0 : unknown);
  const rate = lost / asked;
  if (rate <= (bears ?? LOST_RATE)) return null;
  return {
    action: 'abort',
    because: `${percent(rate)} of ${asked} requests came to nothing (${late} late, ${failed} failed, ${empty} empty, ${unknown} of users it does not know); ${percent(bears ?? LOST_RATE)} are borne.`,
  };
};

const tooSlow: Judged = ({ guardrails }, { timed, latencyMs, championMs, differenceSquares }) => {
  const bears = guardrails.find(({ metric }) => metric === 'latencyMs')?.bears;
  if (bears === undefined || timed < 2) return null;
  const difference = (latencyMs - championMs) / timed;
  const variance = Math.max(0, differenceSquares / timed - difference ** 2);
  const beyond = difference - bears;
  if (beyond <= 0) return null;
  const told = `A list takes ${difference.toFixed(1)} ms longer than the champion's; ${bears} ms are borne`;
  return beyond > CERTAIN * Math.sqrt(variance / timed)
    ? { action: 'abort', because: `${told}.` }
    : { action: 'continue', because: `${told}, but that may be chance.` };
};

function passed({ asked, compared, overlapSum }: ShadowSummary): ShadowDecision {
  const share =
    compared === 0
      ? ''
      : `; ${percent(overlapSum / compared)} of the champion's titles are on its lists too`;
  return { action: 'pass', because: `${asked} requests were answered well${share}.` };
}

const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;
