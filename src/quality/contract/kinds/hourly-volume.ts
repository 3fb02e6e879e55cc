import { counted, number } from '../../../pages/index.ts';
import { boundWords } from '../bound.ts';
import { notMeasured, type CheckFacts, type WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import type { DailyVolume } from './daily-volume.ts';
import { median, volumeHistory } from './volume-history.ts';

export const HOURLY_VOLUME: KindFacts = {
  title: 'lines of every hour',
  finds: 'An hour brought next to nothing, although its day looks full.',
  advice: 'Lines of that hour are missing: see whether the source can send them again.',
};

/** How an hour is compared with the same hour of the days before. */
export interface HourlyVolume extends DailyVolume {
  /** An hour below so many percent of the median counts as empty. */
  readonly leastPercent: number;
}

const EXAMPLES = 5;

/** Hours of the judged day that brought next to nothing. */
export const hourlyVolume = (facts: CheckFacts, options: HourlyVolume): WholeCheck => ({
  ...facts,
  kind: 'hourly-volume',
  by: 'whole',
  expects: `${boundWords(facts.bound)} of the hours below ${options.leastPercent} % of the same hour of the days before`,
  measure: async (source) => {
    const history = await volumeHistory(source, options.days);
    if (history === null) return notMeasured('no day is complete yet');
    const { day } = source.judgedDay!;
    if (history.before.length < options.leastDays)
      return notMeasured(`${day} has ${history.before.length} whole days before it`);
    const hours = history.day.map((rows, hour) => ({
      hour,
      rows,
      usual: median(history.before.map((before) => before[hour]!)),
    }));
    const judged = hours.filter(({ usual }) => usual >= options.leastRows);
    if (judged.length === 0) return notMeasured('no hour has rows enough to compare');
    const thin = judged.filter(({ rows, usual }) => rows < (usual * options.leastPercent) / 100);
    return {
      value: thin.length,
      count: thin.length,
      observed: `${thin.length === 0 ? 'none' : counted(thin.length, 'hour')} of ${judged.length} on ${day}`,
      examples: thin
        .slice(0, EXAMPLES)
        .map(
          ({ hour, rows, usual }) => `${hour} h: ${number(rows)} rows, usually ${number(usual)}`,
        ),
    };
  },
});
