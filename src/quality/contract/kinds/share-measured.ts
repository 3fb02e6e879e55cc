import { counted, number, percent } from '../../../pages/index.ts';
import type { Unit } from '../bound.ts';
import type { Measured } from '../check.ts';

/** A part of a whole as a measurement: its number, or its share in percent; no part of nothing is 0. */
export function shareMeasured(
  part: number,
  whole: number,
  { unit, noun }: { readonly unit: Unit; readonly noun: string },
): Measured {
  const share = whole === 0 ? 0 : part / whole;
  return {
    value: unit === 'percent' ? share * 100 : part,
    count: part,
    observed:
      part === 0
        ? `none of ${counted(whole, noun)}`
        : `${number(part)} of ${counted(whole, noun)} (${percent(share)})`,
    examples: [],
  };
}
