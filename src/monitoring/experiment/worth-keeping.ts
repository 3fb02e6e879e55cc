import type { Action, GatheredFacts } from '../../rollout/index.ts';

/** A decision whose facts were kept. */
export interface KeptLook {
  readonly action: Action;
  readonly step: number;
  /** Instant of the log. */
  readonly logMs: number;
  /** Instant of our own clock; −Infinity of one kept before this process began. */
  readonly ownMs: number;
}

const HOUR_MS = 3_600_000;
/** In a demo an hour of the log passes in a second: facts are kept so often at most. */
const OWN_MS = 60_000;
/** Facts of so many outcomes, some 2 MB, are kept every hour of the log; larger ones as much seldomer. */
const HOURLY_OUTCOMES = 20_000;

/**
 * Whether a decision is kept with its facts: whenever action or step changed, and now and then
 * besides, so that the bytes kept in a day do not grow with the users.
 */
export function isWorthKeeping(
  kept: KeptLook | null,
  now: {
    readonly facts: Pick<GatheredFacts, 'step' | 'nowMs' | 'outcomes'>;
    readonly action: Action;
    readonly ownMs: number;
  },
): boolean {
  const { step, nowMs, outcomes } = now.facts;
  if (kept === null || kept.step !== step || kept.action !== now.action) return true;
  const everyMs = HOUR_MS * Math.max(1, outcomes.length / HOURLY_OUTCOMES);
  return nowMs - kept.logMs >= everyMs && now.ownMs - kept.ownMs >= OWN_MS;
}
