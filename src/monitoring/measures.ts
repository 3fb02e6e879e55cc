import { figure, number, percent } from '../pages/index.ts';
import type { Report } from './report.ts';

/** A figure of a day that is followed from day to day. */
export interface Measure {
  /** Names it in documents. */
  readonly name: string;
  /** Names it to people, its unit included. */
  readonly title: string;
  readonly unit: 'share' | 'ms' | 'minutes' | 'count' | 'points';
  /** Which way is good; `null` where neither is. */
  readonly better: 'higher' | 'lower' | null;
  /** What a day says; `null` where nothing was there to measure. */
  readonly of: (report: ReportFigures) => number | null;
  /** How days make a total. */
  readonly total:
    | { readonly kind: 'sum' }
    | { readonly kind: 'highest' }
    | { readonly kind: 'mean'; readonly weight: (report: ReportFigures) => number };
}

/** The part of a report that measures read. */
export type ReportFigures = Pick<
  Report,
  | 'availability'
  | 'requests'
  | 'answered'
  | 'latencyMs'
  | 'viewing'
  | 'attribution'
  | 'personalised'
  | 'shown'
  | 'users'
  | 'ratings'
  | 'ledger'
>;

const unusable = ({ ledger: { overlapping } }: ReportFigures): number | null => {
  if (overlapping.read === 0) return null;
  const lines = Object.values(overlapping.quarantined).reduce((sum, n) => sum + n, 0);
  return lines / overlapping.read;
};

const SUM = { kind: 'sum' } as const;
const HIGHEST = { kind: 'highest' } as const;
const mean = (weight: (report: ReportFigures) => number): Measure['total'] => ({
  kind: 'mean',
  weight,
});
const EACH_DAY = (): number => 1;

/** Figures that are compared between days, what matters most first. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'availability',
    title: 'requests that got a list',
    unit: 'share',
    better: 'higher',
    of: (r) => r.availability,
    total: mean((r) => r.requests),
  },
  {
    name: 'latencyP99Ms',
    title: 'wait, 99 % at most',
    unit: 'ms',
    better: 'lower',
    of: (r) => r.latencyMs.p99,
    total: HIGHEST,
  },
  {
    name: 'requests',
    title: 'requests',
    unit: 'count',
    better: null,
    of: (r) => r.requests,
    total: SUM,
  },
  {
    name: 'personalisedShare',
    title: 'lists that were personal',
    unit: 'share',
    better: 'higher',
    of: (r) => r.personalised.share,
    total: mean((r) => r.answered),
  },
  {
    name: 'unusableShare',
    title: 'lines that cannot be used',
    unit: 'share',
    better: 'lower',
    of: unusable,
    total: mean((r) => r.ledger.overlapping.read),
  },
  {
    name: 'viewers',
    title: 'viewers',
    unit: 'count',
    better: 'higher',
    of: (r) => r.viewing.viewers,
    total: mean(EACH_DAY),
  },
  {
    name: 'minutes',
    title: 'minutes watched',
    unit: 'minutes',
    better: 'higher',
    of: (r) => r.viewing.minutes,
    total: SUM,
  },
  {
    name: 'minutesPerViewer',
    title: 'minutes watched, each viewer',
    unit: 'minutes',
    better: 'higher',
    of: (r) => (r.viewing.viewers === 0 ? null : r.viewing.minutes / r.viewing.viewers),
    total: mean((r) => r.viewing.viewers),
  },
  {
    name: 'recommendedMinuteShare',
    title: 'minutes that followed a list',
    unit: 'share',
    better: null,
    of: (r) => (r.attribution.exposures === 0 ? null : r.viewing.recommended.minuteShare),
    total: mean((r) => r.viewing.minutes),
  },
  {
    name: 'catalogueShare',
    title: 'movies of the catalogue that were shown',
    unit: 'share',
    better: null,
    of: (r) => r.shown.catalogueShare,
    total: mean(EACH_DAY),
  },
  {
    name: 'meanRating',
    title: 'mean rating',
    unit: 'points',
    better: 'higher',
    of: (r) => r.ratings.mean,
    total: mean((r) => r.ratings.count),
  },
  {
    name: 'creditedMinutesPer100',
    title: 'credited minutes, each 100 movies shown',
    unit: 'minutes',
    better: 'higher',
    of: (r) =>
      r.attribution.exposures === 0
        ? null
        : (100 * r.attribution.minutes) / r.attribution.exposures,
    total: mean((r) => r.attribution.exposures),
  },
];

/** A measure over days: their sum, highest or weighted mean; days without a value are left out. */
export function totalOf({ of, total }: Measure, reports: readonly ReportFigures[]): number | null {
  const known = reports.flatMap((report) => {
    const value = of(report);
    return value === null ? [] : [{ report, value }];
  });
  if (known.length === 0) return null;
  if (total.kind === 'highest') return Math.max(...known.map(({ value }) => value));
  if (total.kind === 'sum') return known.reduce((sum, { value }) => sum + value, 0);
  const weights = known.map(({ report }) => total.weight(report));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  return weight === 0
    ? null
    : known.reduce((sum, { value }, k) => sum + value * weights[k]!, 0) / weight;
}

/** A value with its unit; a dash for `null`. */
export function measured({ unit }: Pick<Measure, 'unit'>, value: number | null): string {
  if (value === null) return '–';
  return {
    share: () => percent(value),
    ms: () => `${number(value)} ms`,
    minutes: () => `${figure(value)} min`,
    count: () => number(value),
    points: () => `${figure(value)} points`,
  }[unit]();
}

/** A change as `moved` tells it, held against the week before: `▲ +5.0 % on the week before`. */
export const onWeekBefore = (change: string): string =>
  `${change} ${change.endsWith('the same') ? 'as' : 'on'} the week before`;

/** How a value moved, in the unit or in percent of what it was; the empty text where it cannot be told. */
export function moved(
  { unit }: Pick<Measure, 'unit'>,
  now: number | null,
  before: number | null,
): string {
  if (now === null || before === null) return '';
  const change = now - before;
  const sign = (value: number, words: string): string =>
    change === 0
      ? 'the same'
      : value === 0
        ? 'about the same'
        : `${value > 0 ? '▲ +' : '▼ −'}${words}`;
  if (unit === 'share') {
    const points = Math.round(change * 1000) / 10;
    return sign(points, `${Math.abs(points).toFixed(1)} pp`);
  }
  if (unit === 'points')
    return sign(Math.round(change * 100), `${Math.abs(change).toFixed(2)} points`);
  if (before === 0) return sign(change, measured({ unit }, Math.abs(change)));
  const tenths = Math.round((change / before) * 1000);
  return sign(tenths, `${(Math.abs(tenths) / 10).toFixed(1)} %`);
}
