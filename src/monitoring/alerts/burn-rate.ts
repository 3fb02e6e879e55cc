/** Requests of an hour and how many of them got what they asked for. */
export interface HourOfRequests {
  readonly requests: number;
  readonly answered: number;
}

/**
 * How many times as fast as the objective allows requests fail over some hours: 1 spends exactly
 * the allowance. 0 without requests.
 *
 *     (1 − answered / requests) / (1 − objective)
 *
 * @param objective in (0, 1)
 * Source: Beyer et al., "The Site Reliability Workbook", 2018, chapter 5.
 */
export function burnRate(hours: readonly HourOfRequests[], objective: number): number {
  const requests = hours.reduce((sum, hour) => sum + hour.requests, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.requests - hour.answered, 0);
  return requests === 0 ? 0 : failed / requests / (1 - objective);
}

/**
 * The hour of the last day at whose end the failures come fastest in the slower of both windows
 * that end there: the long one says that it matters, the short one that it is still going on.
 *
 * @param hours of several days in order, the last 24 of them the day that is looked at
 * @returns `hour` 0 … 23 and the lesser of both rates
 */
export function fastestBurn(
  hours: readonly HourOfRequests[],
  {
    longHours,
    shortHours,
    objective,
  }: { longHours: number; shortHours: number; objective: number },
): { readonly hour: number; readonly rate: number } {
  const first = Math.max(0, hours.length - 24);
  let fastest = { hour: 0, rate: 0 };
  for (let end = first + 1; end <= hours.length; end++) {
    const over = (count: number): number =>
      burnRate(hours.slice(Math.max(0, end - count), end), objective);
    const rate = Math.min(over(longHours), over(shortHours));
    if (rate > fastest.rate) fastest = { hour: end - 1 - first, rate };
  }
  return fastest;
}
