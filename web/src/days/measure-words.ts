import { capitalized, spokenName } from '../words/names.ts';
import { count, figure, percent } from '../words/numbers.ts';

/** The units that reports measure in. */
export type MeasureUnit = 'share' | 'ms' | 'minutes' | 'count' | 'points';

/** Measures of a day as people say them, by their name in reports. */
const NAMES: Readonly<Record<string, string>> = {
  requests: 'Requests for a list',
  availability: 'Requests that got a list',
  latencyP99Ms: '99 % of answers within',
  personalisedShare: 'Lists that were personal',
  unusableShare: 'Lines that cannot be used',
  viewers: 'Viewers',
  minutes: 'Watched',
  minutesPerViewer: 'Watched by each viewer',
  recommendedMinuteShare: 'Watched after a recommendation',
  catalogueShare: 'Titles of the catalogue that were shown',
  meanRating: 'Mean rating, 1 to 5',
  creditedMinutesPer100: 'Watched for every 100 titles shown',
};

/** A measure as people say it. @param name of it in reports, such as `latencyP99Ms` */
export const measureName = (name: string): string => NAMES[name] ?? capitalized(spokenName(name));

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
