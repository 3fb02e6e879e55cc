import { z } from 'zod';

const count = z.int().min(0);

/** The schema of what a shadow was like over some time: sums, so that times add up. */
export const SHADOW_SUMMARY = z.strictObject({
  /** Our own clock, milliseconds since the epoch: from the first request to the last. */
  fromMs: z.number(),
  untilMs: z.number(),
  /** Registered version that was asked. */
  version: z.string(),
  /** Requests that it was asked, whatever came of them. */
  asked: count,
  /** Requests that it was not asked, because too many waited. They tell nothing of it. */
  dropped: count,
  /** … of those asked, by what came of them; the rest got a list. */
  outcomes: z.strictObject({
    /** It was not done at the champion's deadline. */
    late: count,
    /** It threw, was too busy, or gave no score that is a number. */
    failed: count,
    /** No list although there were items that might be shown. */
    empty: count,
    /** It knows nothing of the history that the champion used: nothing to propose. */
    unknown: count,
  }),
  /** Lists that broke the contract: an item forbidden, repeated, out of order or not in the catalogue. */
  violations: count,
  /** Lists that were held against a list of the champion, and sums over them. */
  compared: count,
  /** Share of the champion's items that are on the other list. */
  overlapSum: z.number(),
  /** Rank-biased overlap. */
  rboSum: z.number(),
  /** Lists that were timed, of it and of the champion on the same requests, in milliseconds. */
  timed: count,
  latencyMs: z.number(),
  longestMs: z.number(),
  championMs: z.number(),
  /** Squares of the differences of both. */
  differenceSquares: z.number(),
});

/** What a shadow was like over some time. */
export type ShadowSummary = Readonly<z.output<typeof SHADOW_SUMMARY>>;

/** Nothing was asked yet. */
export const noShadow = (version: string): ShadowSummary => ({
  fromMs: Infinity,
  untilMs: -Infinity,
  version,
  asked: 0,
  dropped: 0,
  outcomes: { late: 0, failed: 0, empty: 0, unknown: 0 },
  violations: 0,
  compared: 0,
  overlapSum: 0,
  rboSum: 0,
  timed: 0,
  latencyMs: 0,
  longestMs: 0,
  championMs: 0,
  differenceSquares: 0,
});

/** Both times together. The version is that of the second. */
export function addShadows(a: ShadowSummary, b: ShadowSummary): ShadowSummary {
  const plus = (of: (summary: ShadowSummary) => number): number => of(a) + of(b);
  return {
    fromMs: Math.min(a.fromMs, b.fromMs),
    untilMs: Math.max(a.untilMs, b.untilMs),
    version: b.version,
    asked: plus((s) => s.asked),
    dropped: plus((s) => s.dropped),
    outcomes: {
      late: plus((s) => s.outcomes.late),
      failed: plus((s) => s.outcomes.failed),
      empty: plus((s) => s.outcomes.empty),
      unknown: plus((s) => s.outcomes.unknown),
    },
    violations: plus((s) => s.violations),
    compared: plus((s) => s.compared),
    overlapSum: plus((s) => s.overlapSum),
    rboSum: plus((s) => s.rboSum),
    timed: plus((s) => s.timed),
    latencyMs: plus((s) => s.latencyMs),
    longestMs: Math.max(a.longestMs, b.longestMs),
    championMs: plus((s) => s.championMs),
    differenceSquares: plus((s) => s.differenceSquares),
  };
}
