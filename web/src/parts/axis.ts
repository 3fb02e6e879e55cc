/** From where to where an axis goes. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

/**
 * The least axis with round ends that holds all values.
 *
 * @param origin `zero`: with 0 on it; `least`: no further than the values, for what has no zero that
 *   means anything, such as a loss
 */
export function axisOf(values: readonly number[], origin: 'zero' | 'least' = 'zero'): Axis {
  const zero = origin === 'zero' || values.length === 0 ? [0] : [];
  const least = Math.min(...zero, ...values);
  const most = Math.max(...zero, ...values);
  if (least === most) return least === 0 ? { from: 0, to: 1 } : axisOf([0, most]);
  const step = 10 ** Math.floor(Math.log10((most - least) / 2));
  return { from: ends(Math.floor(least / step), step), to: ends(Math.ceil(most / step), step) };
}

/** A multiple of a power of ten without the crumbs of binary fractions. */
const ends = (times: number, step: number): number => Number((times * step).toPrecision(12));
