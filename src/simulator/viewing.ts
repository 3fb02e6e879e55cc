/**
 * How long a viewer stays with a movie. The suitability t (logits) decides whether they see it to
 * its end; who does not leaves at a minute that is early more often than late:
 *
 *     P(finish) = σ(0.6·t − 1.1)        minute of leaving = ⌊r · U^1.15⌋, U uniform
 *
 * with r the runtime in minutes. A movie whose runtime the API does not know is a stub of 1 minute.
 */
export const finishProbability = (suitability: number): number =>
  1 / (1 + Math.exp(1.1 - 0.6 * suitability));

const LEAVE_EXPONENT = 1.15;
/** Who finishes mostly lets the titles run one minute past the runtime. */
const OVERTIME_RATE = 0.84;

/** The last minute a viewer is sent, ≥ 0. @param units two numbers in [0, 1): whether, and when */
export function lastMinute(
  runtime: number,
  suitability: number,
  units: { readonly finish: number; readonly leave: number },
): number {
  const finish = finishProbability(suitability);
  if (units.finish >= finish) return Math.floor(runtime * units.leave ** LEAVE_EXPONENT);
  return units.finish < finish * OVERTIME_RATE ? runtime + 1 : Math.max(0, runtime - 1);
}

/**
 * The expected number of minutes sent (last minute + 1), exactly, for the rule of `lastMinute`.
 *
 * @param untilLeaving of `minutesUntilLeaving(runtime)`, looked up by the caller
 */
export function expectedMinutes(
  runtime: number,
  suitability: number,
  untilLeaving: number,
): number {
  const finish = finishProbability(suitability);
  const finished = OVERTIME_RATE * (runtime + 2) + (1 - OVERTIME_RATE) * Math.max(1, runtime);
  return finish * finished + (1 - finish) * untilLeaving;
}

/**
 * Expected minutes sent to those who leave: Σ over m ≥ 0 of P(⌊r·U^1.15⌋ + 1 > m), which is
 * 1 + Σ_{m=1}^{r-1} (1 − (m/r)^(1/1.15)). Cost: O(runtime).
 */
export function minutesUntilLeaving(runtime: number): number {
  let sum = 1;
  for (let m = 1; m < runtime; m++) sum += 1 - (m / runtime) ** (1 / LEAVE_EXPONENT);
  return sum;
}
