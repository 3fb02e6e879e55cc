import { ageBandOf } from '../features/index.ts';
import type { EvaluationParameters, EvaluationSlice, Facet, Metric } from './evaluation.ts';
import { METRICS } from './evaluation.ts';
import { itemCounts } from './item-counts.ts';
import type { Facts } from './judge-windows.ts';
import { metricValues, type JudgedCase } from './judged-case.ts';
import { popularityTiers } from './popularity-tiers.ts';
import { summarizeMetrics } from './summarize.ts';
import type { Window } from './time-split.ts';

/** Slices are many: their intervals take fewer resamples. */
const MOST_RESAMPLES = 500;

/** What slices are made from besides the cases. */
export interface Slicing {
  readonly windows: readonly Window[];
  readonly facts: Facts;
  readonly parameters: EvaluationParameters;
}

/** A part of the cases: each with those of its targets that count. */
interface Part {
  readonly facet: Facet;
  readonly name: string;
  readonly cases: { readonly one: JudgedCase; readonly targets: ReadonlySet<number> }[];
}

/**
 * The cases by who is asked for (tenure, age band, gender) and, target by target, by what they went
 * on to like (popularity tier before the cut, language, decade). A case counts in every item slice
 * in which it has a target, with only these targets. `new` and `returning` are always there, other
 * slices where they have a case, and only what the catalogue is asked for where it is at hand.
 */
export function sliceCases(
  cases: readonly JudgedCase[],
  { windows, facts, parameters }: Slicing,
): readonly EvaluationSlice[] {
  const parts = new Map<string, Part>();
  const partOf = (facet: Facet, name: string): Part => {
    const part = parts.get(`${facet}/${name}`) ?? { facet, name, cases: [] };
    parts.set(`${facet}/${name}`, part);
    return part;
  };
  for (const name of ['new', 'returning']) partOf('tenure', name);
  const labelsOf = itemLabels(windows, facts);
  for (const one of cases) {
    for (const [facet, name] of userLabels(one, facts, parameters))
      partOf(facet, name).cases.push({ one, targets: one.targets });
    for (const [facet, names] of labelsOf(one))
      for (const [name, targets] of names) partOf(facet, name).cases.push({ one, targets });
  }
  const rank = (part: Part): number => FACETS.indexOf(part.facet);
  return [...parts.values()]
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .map((part) => summarizePart(part, parameters));
}

const FACETS: readonly Facet[] = [
  'tenure',
  'ageBand',
  'gender',
  'popularity',
  'language',
  'decade',
];

function userLabels(
  one: JudgedCase,
  { users }: Facts,
  { minHistory }: EvaluationParameters,
): readonly (readonly [Facet, string])[] {
  const tenure = ['tenure', one.trainedCount < minHistory ? 'new' : 'returning'] as const;
  if (users === undefined) return [tenure];
  const user = users.get(one.userId);
  return [tenure, ['ageBand', ageBandOf(user?.age ?? null)], ['gender', user?.gender ?? 'unknown']];
}

type Targets = ReadonlyMap<Facet, ReadonlyMap<string, ReadonlySet<number>>>;

/** The targets of a case by facet and name. */
function itemLabels(windows: readonly Window[], { items }: Facts): (one: JudgedCase) => Targets {
  const labels = windows.map(({ train }) => {
    const tiers = popularityTiers(itemCounts(train));
    return (row: number): readonly (readonly [Facet, string])[] => {
      const tier = ['popularity', tiers[row]!] as const;
      if (items === undefined) return [tier];
      const item = items.get(train.itemIds[row]!);
      const year = item?.releaseYear ?? null;
      const decade = year === null ? 'unknown' : `${Math.floor(year / 10) * 10}s`;
      return [tier, ['language', item?.language ?? 'unknown'], ['decade', decade]];
    };
  });
  return ({ window, targets }) => {
    const found = new Map<Facet, Map<string, Set<number>>>();
    for (const row of targets)
      for (const [facet, name] of labels[window]!(row)) {
        const names = found.get(facet) ?? new Map<string, Set<number>>();
        found.set(facet, names);
        names.set(name, (names.get(name) ?? new Set<number>()).add(row));
      }
    return found;
  };
}

function summarizePart(
  { facet, name, cases }: Part,
  { k, seed, resamples }: EvaluationParameters,
): EvaluationSlice {
  const values = cases.map(({ one, targets }) => metricValues(one, targets, k));
  const byMetric = METRICS.map((metric) => [metric, values.map((of) => of[metric])] as const);
  const metrics = summarizeMetrics(
    {
      userIds: cases.map(({ one }) => one.userId),
      values: Object.fromEntries(byMetric) as Record<Metric, number[]>,
    },
    { seed, resamples: Math.min(resamples, MOST_RESAMPLES) },
  );
  return { facet, name, cases: cases.length, metrics };
}
