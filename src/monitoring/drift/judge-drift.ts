import { gammaUpperQuantile } from '../../math/gamma-tail.ts';
import { holm } from '../../math/corrected-p-values.ts';
import { seededRng } from '../../math/rng.ts';
import { figure, percent } from '../../pages/index.ts';
import { alignColumn, REST, type AlignedColumn } from './aligned-column.ts';
import { logRatio, meanPlace, mostChanged, sharesOf } from './column-distance.ts';
import type { DayProfile } from './day-profile.ts';
import { DRIFT_COLUMNS, type DriftColumn } from './drift-columns.ts';
import type { Drift } from './drift-schema.ts';
import { departingStretch } from './first-hour.ts';
import { testColumn, type ColumnTest } from './test-column.ts';

/**
 * A day like those of the reference is told to have drifted, in whichever column, with at most this
 * chance: the p-values are corrected for the number of columns by Holm.
 */
export const FALSE_ALARM_RATE = 0.01;
const HOUR_MS = 3_600_000;

/** A column that was held against the reference. */
interface Held {
  readonly column: DriftColumn;
  readonly aligned: AlignedColumn;
  readonly test: ColumnTest;
}

/**
 * Holds a day against the days before it, column by column.
 *
 * @param profile the judged day
 * @param reference days to compare with, in any order
 */
export function judgeDrift(
  profile: DayProfile,
  reference: readonly DayProfile[],
): Pick<Drift, 'columns' | 'drifted'> {
  const held = DRIFT_COLUMNS.map((column) => hold(column, profile, reference));
  const corrected = holm(held.map(({ test }) => test.pValue));
  const compared = corrected.filter((p) => !Number.isNaN(p)).length;
  const isDrifted = (k: number): boolean =>
    corrected[k]! < FALSE_ALARM_RATE && held[k]!.test.distance >= held[k]!.column.least;
  return {
    columns: held.map(({ column, test }, k) => ({
      field: column.field,
      group: column.group,
      label: column.label,
      unit: column.unit,
      distance: numberOrNull(test.distance),
      threshold: thresholdOf(column, test, FALSE_ALARM_RATE / compared),
      pValue: numberOrNull(corrected[k]!),
      referenceDays: test.pool.length,
    })),
    drifted: held.filter((_, k) => isDrifted(k)).map((one) => told(one, profile)),
  };
}

function hold(column: DriftColumn, profile: DayProfile, reference: readonly DayProfile[]): Held {
  const own = profile.columns[column.field];
  const days = reference.filter(({ columns }) => columns[column.field] !== undefined);
  if (own === undefined || days.length === 0) return { column, aligned: NOTHING, test: UNTESTED };
  const aligned = alignColumn(column, [own, ...days.map(({ columns }) => columns[column.field]!)]);
  const sizes = [profile, ...days].map(({ users }) => users);
  const rng = seededRng(1, 'drift', profile.day, column.field);
  return { column, aligned, test: testColumn(column, aligned, { sizes, rng }) };
}

const NOTHING: AlignedColumn = { categories: [], days: [] };
const UNTESTED: ColumnTest = {
  distance: NaN,
  pValue: NaN,
  usual: null,
  reference: new Float64Array(),
  pool: [],
};

/** Distance that is reached by chance with probability `alpha`, or that matters at all. */
const thresholdOf = (
  { least }: DriftColumn,
  { usual }: ColumnTest,
  alpha: number,
): number | null =>
  usual === null ? null : numberOrNull(Math.max(least, gammaUpperQuantile(alpha, usual)));

const numberOrNull = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(6)) : null;

function told(held: Held, { day }: DayProfile): Drift['drifted'][number] {
  const { column, aligned, test } = held;
  const judged = narrowed(held);
  const stretch = departingStretch(column, judged);
  const startMs = Date.parse(`${day}T00:00:00Z`);
  const instant = (hour: number): string => new Date(startMs + hour * HOUR_MS).toISOString();
  const { segment, sentence } = inWords(held);
  const severity = test.distance >= column.severe ? 'severe' : 'drifted';
  const from = instant(stretch.from).slice(11, 16);
  return {
    field: column.field,
    group: column.group,
    severity,
    segment,
    firstHour: instant(stretch.from),
    untilHour: instant(stretch.to),
    message: `${capital(column.label)}: ${sentence}, most of all from ${from} UTC on, against ${aligned.days.length - 1} days before.`,
  };
}

/** A drift of one title is looked for in that title's own share. */
function narrowed({ column, aligned, test }: Held): Parameters<typeof departingStretch>[1] {
  const judged = aligned.days[0]!;
  if (column.method !== 'leaders') return { day: judged, pool: test.pool };
  const { category } = mostChanged(column, aligned.categories, {
    day: judged.total,
    reference: test.reference,
  });
  const narrow = (day: (typeof aligned.days)[number]): (typeof aligned.days)[number] => {
    const pair = (row: Float64Array): Float64Array =>
      Float64Array.of(row[category]!, row.reduce((a, b) => a + b, 0) - row[category]!);
    return { buckets: day.buckets.map(pair), hours: day.hours.map(pair), total: pair(day.total) };
  };
  return { day: narrow(judged), pool: test.pool.map(narrow) };
}

/** What changed, for people; shares and means of the day and of an average day of the reference. */
function inWords({ column, aligned, test }: Held): { segment: string; sentence: string } {
  const counts = { day: aligned.days[0]!.total, reference: test.reference };
  const { category, more } = mostChanged(column, aligned.categories, counts);
  const name = nameOf(column, aligned.categories[category]!);
  const [now, before] = [counts.day, counts.reference].map((n) => sharesOf(n)[category]!);
  if (column.method === 'places') {
    const [mean, usual] = [counts.day, counts.reference].map((n) =>
      meanPlace(column, aligned.categories, n),
    );
    return {
      segment: name,
      sentence:
        column.tell?.(mean!, usual!) ??
        `${figure(mean!)} ${column.unit} on average instead of ${figure(usual!)}`,
    };
  }
  if (column.method === 'rate' || column.method === 'count') {
    const factor = Math.exp(logRatio(column, counts));
    return { segment: 'everybody', sentence: `${figure(factor)} times the usual` };
  }
  return {
    segment: name,
    sentence: `${more ? 'more' : 'less'} of ${name} (${percent(now!)} instead of ${percent(before!)})`,
  };
}

function nameOf({ field, method, step, unit, tell }: DriftColumn, category: string): string {
  if (tell !== undefined) return 'everybody';
  if (method === 'places') return `${figure(Number(category) * step)} ${unit}`;
  if (field === 'hours')
    return `${category.padStart(2, '0')}:00 to ${String(Number(category) + 1).padStart(2, '0')}:00`;
  return category === REST ? 'all other titles' : category;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
