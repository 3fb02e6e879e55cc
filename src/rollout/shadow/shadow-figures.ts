import { z } from 'zod';
import type { ShadowSummary } from './shadow-summary.ts';

const count = z.int().min(0);
const milliseconds = z.number().min(0).nullable();
const share = z.number().min(0).max(1).nullable();

/** The schema of what a shadow was like over some time, in figures that people read. */
export const SHADOW_FIGURES = z.strictObject({
  asked: count.describe('Requests that it was asked after the champion had answered.'),
  answered: count.describe('… of them those that it gave a list for.'),
  late: count.describe("Not done at the champion's deadline."),
  failed: count.describe('It threw, was too busy, or gave a score that is no number.'),
  empty: count.describe('No list although there were titles that might be shown.'),
  unknown: count.describe('It knows nothing of the history that the champion used.'),
  dropped: count.describe('Not asked, because too many waited: they tell nothing of it.'),
  violations: count.describe('Lists that broke the contract of lists.'),
  overlap: share.describe("Mean share of the champion's list that is on its list too."),
  rankBiasedOverlap: share.describe('The same, with the first places weighing most.'),
  latencyMs: milliseconds.describe('Mean time it takes for a list.'),
  longestMs: milliseconds,
  championLatencyMs: milliseconds.describe('Mean time of the champion on the same requests.'),
});
export type ShadowFiguresOver = z.output<typeof SHADOW_FIGURES>;

/** The figures of a sum. Means are `null` where nothing was compared or timed. */
export function shadowFigures(summary: ShadowSummary): ShadowFiguresOver {
  const { asked, dropped, outcomes, violations, compared, timed, longestMs } = summary;
  const { late, failed, empty, unknown } = outcomes;
  const over = (sum: number, n: number): number | null => (n === 0 ? null : sum / n);
  return {
    asked,
    answered: asked - late - failed - empty - unknown,
    late,
    failed,
    empty,
    unknown,
    dropped,
    violations,
    overlap: over(summary.overlapSum, compared),
    rankBiasedOverlap: over(summary.rboSum, compared),
    latencyMs: over(summary.latencyMs, timed),
    longestMs: timed === 0 ? null : longestMs,
    championLatencyMs: over(summary.championMs, timed),
  };
}
