/** From where to where an axis goes. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** The least axis with round ends that holds all values; from 0 where none is negative. */
export function axisOf(values: readonly number[]): Axis {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  if (least === most) return { from: 0, to: 1 };
  const step = 10 ** Math.floor(Math.log10((most - least) / 2));
  return { from: ends(Math.floor(least / step), step), to: ends(Math.ceil(most / step), step) };
}

/** A multiple of a power of ten without the crumbs of binary fractions. */
const ends = (times: number, step: number): number => Number((times * step).toPrecision(12));
