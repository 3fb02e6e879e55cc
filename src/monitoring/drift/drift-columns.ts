import { figure } from '../../pages/index.ts';
/** What a column tells of: what comes in, what we make of it, what comes of that. */
export const DRIFT_GROUPS = ['inputs', 'predictions', 'outcomes'] as const;
export type DriftGroup = (typeof DRIFT_GROUPS)[number];

/**
 * How a column is compared:
 * - `categories`: shares of categories without an order, by Jensen-Shannon distance;
 * - `places`: numbers on places one step apart, by Wasserstein distance in the column's unit;
 * - `rate`: the share of `yes` in `yes` and `no`, by the logarithm of the ratio;
 * - `count`: a number of things a day, by the logarithm of the ratio;
 * - `leaders`: the largest rise of one of the leading categories, by the root of its share.
 */
export type DriftMethod = 'categories' | 'places' | 'rate' | 'count' | 'leaders';

/** A column of the drift section. */
export interface DriftColumn {
  readonly field: string;
  readonly group: DriftGroup;
  readonly method: DriftMethod;
  /** What is counted, for people. */
  readonly label: string;
  /** Of the distance: `bits^½`, `minutes`, `log ratio` … */
  readonly unit: string;
  /** Of `places` whose unit says nothing to people: the mean of the day and the usual one in words. */
  readonly tell?: (mean: number, usual: number) => string;
  /** Of `places`: distance of neighbouring places, in the unit. */
  readonly step: number;
  /** Distances below this are not worth anybody's time, however certain. */
  readonly least: number;
  /** From this distance on a drift is severe. */
  readonly severe: number;
}

const categories = (field: string, group: DriftGroup, label: string): DriftColumn => ({
  field,
  group,
  method: 'categories',
  label,
  unit: 'Jensen-Shannon, 0 to 1',
  step: 1,
  least: 0.03,
  severe: 0.3,
});
/** Ratios within 5 % do not matter; a factor of 2 is severe. */
const rate = (field: string, group: DriftGroup, label: string): DriftColumn => ({
  field,
  group,
  method: 'rate',
  label,
  unit: 'logarithm of the ratio',
  step: 1,
  least: Math.log(1.05),
  severe: Math.log(2),
});
const places = (
  field: string,
  group: DriftGroup,
  rest: Pick<DriftColumn, 'label' | 'unit' | 'step' | 'least' | 'severe' | 'tell'>,
): DriftColumn => ({ field, group, method: 'places', ...rest });

/** All columns, in the order of the report. */
export const DRIFT_COLUMNS: readonly DriftColumn[] = [
  { ...rate('volume', 'inputs', 'lines of the day'), method: 'count' },
  categories('kinds', 'inputs', 'kinds of line'),
  categories('hours', 'inputs', 'hours of the day in which lines came'),
  categories('ages', 'inputs', 'age bands of those who were there'),
  categories('genres', 'inputs', 'genres of what was watched'),
  rate('new-users', 'inputs', 'share of new accounts among those who were there'),
  rate('catalogue-share', 'inputs', 'share of the catalogue that a 64th of the users touched'),
  {
    ...categories('titles', 'inputs', 'share of the viewing that one title drew'),
    method: 'leaders',
    unit: 'rise of the root of the share',
    // From 0.1 % of the viewings to 1 %.
    least: 0.07,
    severe: 0.4,
  },
  places('taste', 'inputs', {
    label: 'likeness of the genres to those of one’s own last days',
    unit: 'logarithm of the ratio',
    tell: (mean, usual) =>
      `one's own last days foretell the genres ${figure(Math.exp(mean))} times as well as everybody's do, usually ${figure(Math.exp(usual))} times`,
    step: 0.05,
    least: 0.02,
    severe: 0.3,
  }),
  places('scores', 'predictions', {
    label: 'score of the first place',
    unit: 'asinh of the score',
    tell: (mean, usual) =>
      `typically ${figure(Math.sinh(mean))} instead of ${figure(Math.sinh(usual))}`,
    step: 1 / 32,
    least: 1 / 32,
    severe: 1,
  }),
  categories('tiers', 'predictions', 'tiers that made the lists'),
  rate('coverage', 'predictions', 'different movies among those shown'),
  categories('shown-genres', 'predictions', 'genres of what was shown'),
  categories('answers', 'predictions', 'what became of the answers'),
  places('minutes', 'outcomes', {
    label: 'minutes watched per user and day',
    unit: 'minutes',
    step: 15,
    least: 3,
    severe: 45,
  }),
  places('completion', 'outcomes', {
    label: 'share of the runtime that was reached',
    unit: 'share of the runtime',
    step: 0.05,
    least: 0.02,
    severe: 0.2,
  }),
  places('ratings', 'outcomes', {
    label: 'ratings given',
    unit: 'points',
    step: 0.5,
    least: 0.1,
    severe: 1,
  }),
  rate('followed', 'outcomes', 'lists of which something was watched the same day'),
];
