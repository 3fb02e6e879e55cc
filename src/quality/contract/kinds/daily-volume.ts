import { number } from '../../../pages/index.ts';
import { boundWords } from '../bound.ts';
import { notMeasured, type CheckFacts, type WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { median, volumeHistory } from './volume-history.ts';

export const DAILY_VOLUME: KindFacts = {
  title: 'lines of a day',
  finds: 'A day brought far fewer or far more lines than the days before it.',
  advice: 'See whether a source is cut off or read twice; a holiday explains it too.',
};

/** How a day is compared with those before it. */
export interface DailyVolume {
  /** How many days before it, at most. */
  readonly days: number;
  /** With fewer whole days before it, or a smaller median, nothing is said. */
  readonly leastDays: number;
  readonly leastRows: number;
}

/** Rows of the judged day in percent of the median of the days before. */
export const dailyVolume = (facts: CheckFacts, options: DailyVolume): WholeCheck => ({
  ...facts,
  kind: 'daily-volume',
  by: 'whole',
  expects: `${boundWords(facts.bound)} of the median of up to ${options.days} days before`,
  measure: async (source) => {
    const history = await volumeHistory(source, options.days);
    if (history === null) return notMeasured('no day is complete yet');
    const { day } = source.judgedDay!;
    const totals = history.before.map(sum);
    if (totals.length < options.leastDays)
      return notMeasured(`${day} has ${totals.length} whole days before it`);
    const usual = median(totals);
    if (usual < options.leastRows)
      return notMeasured(`${number(usual)} rows on a usual day are too few to compare`);
    const rows = sum(history.day);
    return {
      value: (rows / usual) * 100,
      count: rows,
      observed: `${number(rows)} rows on ${day}, ${number((rows / usual) * 100)} % of the usual ${number(usual)}`,
      examples: [],
    };
  },
});

const sum = (values: readonly number[]): number => values.reduce((total, n) => total + n, 0);
