import { ratioInterval, type RatioMoments } from '../math/ratio-interval.ts';
import type { DaySource } from './day-source.ts';
import type { KnownCatalogue } from './known-catalogue.ts';
import { measureNewTitles } from './measure-new-titles.ts';
import { ratio } from './ratio.ts';
import type { ReportInterval } from './report-parts.ts';
import { loadSegmentSpread, type SegmentSpread } from './segment-spread.ts';
import { loadSegmentSums, type RatioName, type SegmentSums } from './segment-sums.ts';
import { SCALES } from './segment-tables.ts';
import { DIMENSIONS, type Dimension, type Segments } from './segments-schema.ts';
import { roundedInterval } from './uplift.ts';

const RULES = [
  'A segment is of lists (model version, variant, tier), of users (new or returning, age, gender), or of movies (head, middle, tail). What users watched without a list counts in every segment that they got a list in.',
  'Head are the most watched movies that together have a third of the viewers, middle those with the next third, tail all others.',
  'New is who has no event in the lake before the day.',
  'Intervals are of 95 % and take the user as the unit (delta method, Student’s t): fewer than two users have none.',
];

/** The measures of the day by segment. Whose sums they rest on is given back for other measures. */
export async function measureSegments(
  source: DaySource,
  known: KnownCatalogue,
  anyReceipts: boolean,
): Promise<{ readonly segments: Segments; readonly sums: SumsByDimension }> {
  const sums = new Map<Dimension, readonly SegmentSums[]>();
  const groups: Segments['groups'] = [];
  for (const dimension of DIMENSIONS) {
    const ofDimension = await loadSegmentSums(source, dimension);
    const spread = await loadSegmentSpread(source, dimension, known);
    sums.set(dimension, ofDimension);
    for (const one of ofDimension)
      groups.push(measuresOf(dimension, one, { spread: spread.get(one.group)!, anyReceipts }));
  }
  return {
    segments: { groups, newTitles: await measureNewTitles(source, known), rules: RULES },
    sums,
  };
}

export type SumsByDimension = ReadonlyMap<Dimension, readonly SegmentSums[]>;

function measuresOf(
  dimension: Dimension,
  { group, users, answers, exposures, watches, minutes, personal, ratios }: SegmentSums,
  { spread, anyReceipts }: { readonly spread: SegmentSpread; readonly anyReceipts: boolean },
): Segments['groups'][number] {
  const of = (name: RatioName, scale = 1): ReportInterval => intervalOf(ratios[name], scale);
  return {
    dimension,
    group,
    users,
    answers,
    exposures,
    watches,
    minutes,
    watchThrough: asShare(of('watchThrough')),
    minutesPerExposure: of('minutesPerExposure'),
    minutesPerUserDay: of('minutesPerUserDay'),
    hitRate: asShare(of('hitRate')),
    completion: {
      recommended: asShare(of('recommended', SCALES.completion)),
      found: asShare(of('found', SCALES.completion)),
    },
    meanRating: of('meanRating', SCALES.rating),
    listMinuteRate: asShare(of('listMinuteRate')),
    personalisedRate: anyReceipts ? ratio(personal, answers) : null,
    noveltyBits: of('novelty', SCALES.novelty),
    ...spread,
  };
}

/** Cut to where a share can lie. */
const asShare = (interval: ReportInterval): ReportInterval =>
  interval === null
    ? null
    : { ...interval, low: Math.max(0, interval.low), high: Math.min(1, interval.high) };

/** The interval of a ratio whose numerator is scaled; `null` of fewer than two users. */
export function intervalOf(moments: RatioMoments, scale = 1): ReportInterval {
  if (moments.x === 0) return null;
  const { mean, low, high } = ratioInterval(moments);
  return roundedInterval({ mean: mean / scale, low: low / scale, high: high / scale });
}
