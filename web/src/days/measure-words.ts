import { count, figure, percent } from '../words/numbers.ts';

/** The units that reports measure in. */
export type MeasureUnit = 'share' | 'ms' | 'minutes' | 'count' | 'points';

/** A measure with its unit; `–` where nothing was there to measure. */
export function measureWords(value: number | null, unit: MeasureUnit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'share':
      return percent(value, 2);
    case 'ms':
      return `${figure(value)} ms`;
    case 'minutes':
      return `${figure(value)} min`;
    case 'points':
      return `${figure(value)} points`;
    case 'count':
      return count(value);
  }
}
