/** A scale with ends and steps of 1, 2 or 5 times a power of ten, laid over a stretch. */
export interface LinearScale {
  readonly ticks: readonly number[];
  /** Where a value lies; beyond the ends, at the end. */
  readonly at: (value: number) => number;
}

/**
 * A scale that holds all values, with three to six steps.
 *
 * @param values at least one
 * @param stretch where its low and its high end lie
 */
export function linearScale(
  values: readonly number[],
  [from, to]: readonly [number, number],
): LinearScale {
  const { low, high, step } = endsOf(values);
  const count = Math.round((high - low) / step);
  return {
    ticks: Array.from({ length: count + 1 }, (_, k) => clean(low + k * step)),
    at: (value) => {
      const inside = Math.min(high, Math.max(low, value));
      return from + ((inside - low) / (high - low)) * (to - from);
    },
  };
}

function endsOf(values: readonly number[]): {
  readonly low: number;
  readonly high: number;
  readonly step: number;
} {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 3));
  const step = ([1, 2, 5, 10].find((factor) => span / (factor * power) <= 5) ?? 10) * power;
  const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  return { low, high: high > low ? high : low + step, step };
}

/** As short as the scale needs it, with a real minus. */
export const scaleWords = (value: number): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: 6 })}`;

/** Takes away what adding steps leaves behind the twelfth digit. */
const clean = (value: number): number => Number(value.toPrecision(12));
