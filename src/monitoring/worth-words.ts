import { figure } from '../pages/index.ts';
import type { ReportInterval } from './report-parts.ts';
import type { Worth } from './worth-schema.ts';

/** An uplift that could be told, with the days that it is over. */
export interface ToldWorth {
  /** Minutes a user and day. */
  readonly uplift: NonNullable<ReportInterval>;
  readonly days: number;
}

/** What personal lists were worth: over the range, else on the day; `null` where nobody can say. */
export function worthOf({ range, day }: Pick<Worth, 'range' | 'day'>): ToldWorth | null {
  for (const window of [range, day])
    if (window !== null && window.minutesPerUserDay !== null)
      return { uplift: window.minutesPerUserDay, days: window.days };
  return null;
}

/** A number with its sign. */
export const signed = (value: number): string =>
  `${value >= 0 ? '+' : '−'}${figure(Math.abs(value))}`;

/** Whether an interval leaves chance a say, in a word or two. */
export const chanceWords = ({
  low,
  high,
}: {
  readonly low: number;
  readonly high: number;
}): string => (low > 0 ? 'more than chance' : high < 0 ? 'harm beyond chance' : 'may be chance');
