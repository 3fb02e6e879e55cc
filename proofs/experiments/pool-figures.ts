import { cuped } from '../../src/math/cuped.ts';
import { linearizedRatio } from '../../src/math/linearized-ratio.ts';
import { meanOf, varianceOf } from '../../src/math/moments.ts';
import { enteredRows, STEPS, type Pool } from './pool.ts';

/** What the outcomes of the pool look like. */
export interface PoolFigures {
  /** Mean minutes in a user's window. */
  readonly minutes: number;
  readonly deviation: number;
  /** Deviation that is left when the time before is taken out. */
  readonly adjustedDeviation: number;
  readonly skewness: number;
  readonly zeroRate: number;
  /** 99th percentile over the mean. */
  readonly tail: number;
  readonly minutesPerList: number;
  /** Deviation of a user's linearized ratio, the time before taken out. */
  readonly ratioDeviation: number;
}

/** The figures of the first step's outcomes. */
export function poolFigures(pool: Pool): PoolFigures {
  const rows = enteredRows(pool, 0);
  const column = (from: Float64Array): Float64Array => Float64Array.from(rows, (row) => from[row]!);
  const [minutes, lists] = [column(pool.minutes), column(pool.lists)];
  const before = Float64Array.from(rows, (row) => pool.before[Math.floor(row / STEPS)]!);
  const deviationLeft = (values: Float64Array): number =>
    Math.sqrt(varianceOf(cuped(values, before)));
  const [mean, deviation] = [meanOf(minutes), Math.sqrt(varianceOf(minutes))];
  return {
    minutes: mean,
    deviation,
    adjustedDeviation: deviationLeft(minutes),
    skewness: meanOf(minutes.map((one) => ((one - mean) / deviation) ** 3)),
    zeroRate: meanOf(minutes.map((one) => Number(one === 0))),
    tail: minutes.toSorted()[Math.floor(0.99 * minutes.length)]! / mean,
    minutesPerList: mean / meanOf(lists),
    ratioDeviation: deviationLeft(linearizedRatio(minutes, lists)),
  };
}
