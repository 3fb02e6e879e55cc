import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import {
  DRIFT_COLUMNS,
  loadProfile,
  type DayProfile,
  type Report,
} from '../../monitoring/index.ts';
import type { Home } from '../../store/index.ts';
import { reportDays } from '../control-read-reports.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { DATA_CONTRACTS } from './contracts/data.ts';
import type { KeptReports } from './kept-reports.ts';

type Counts = ReadonlyMap<string, number>;
/** More categories than these are told together. */
const MOST_CATEGORIES = 60;

/** Adds how the days differ from those before them. */
export function addDriftRoutes(
  app: FastifyInstance,
  { home }: ControlParts,
  reports: KeptReports,
): void {
  addControlRoute(app, DATA_CONTRACTS.drift, ({ query: { days: count } }) => {
    const known = reportDays(home)
      .slice(0, count)
      .reverse()
      .flatMap((day) => reports.load(day) ?? []);
    return {
      days: known.map(({ day }) => day),
      note: known.at(-1)?.drift.note ?? null,
      fields: DRIFT_COLUMNS.map(({ field, group, label, unit }) => ({
        field,
        group,
        label,
        unit,
        days: known.flatMap((report) => pointOf(report, field) ?? []),
      })),
      drifted: known
        .toReversed()
        .flatMap(({ day, drift }) =>
          drift.drifted.map(({ field, severity, message }) => ({ day, field, severity, message })),
        ),
    };
  });
  addControlRoute(app, DATA_CONTRACTS.driftField, ({ params: { field }, query }) => {
    const column = DRIFT_COLUMNS.find((known) => known.field === field);
    const day = query.day ?? reportDays(home)[0];
    const report = day === undefined ? null : reports.load(day);
    const profile = day === undefined ? null : loadProfile(home, day);
    if (column === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'field', id: field });
    if (report === null || profile === null)
      throw errorOf('RECORD_UNKNOWN', { what: 'reported day', id: day ?? 'any' });
    const point = report.drift.columns.find((of) => of.field === field);
    const reference = referenceOf(home, report, field);
    return {
      field,
      label: column.label,
      unit: column.unit,
      ordered: column.method === 'places',
      day: report.day,
      referenceDays: reference.map((of) => of.day),
      distance: point?.distance ?? null,
      threshold: point?.threshold ?? null,
      pValue: point?.pValue ?? null,
      message: report.drift.drifted.find((of) => of.field === field)?.message ?? null,
      categories: categoriesOf(profile, reference, { field, ordered: column.method === 'places' }),
      hours: hoursOf(profile, reference, field),
    };
  });
}

function pointOf({ day, drift }: Report, field: string) {
  const column = drift.columns.find((of) => of.field === field);
  if (column === undefined) return null;
  const { distance, threshold, pValue } = column;
  const severity = drift.drifted.find((of) => of.field === field)?.severity ?? null;
  return { day, distance, threshold, pValue, severity };
}

/** The days that a day was held against, as far as they have the field. */
const referenceOf = (home: Home, { drift }: Report, field: string): DayProfile[] =>
  drift.referenceDays
    .map((day) => loadProfile(home, day))
    .filter((profile) => profile !== null)
    .filter(({ columns }) => columns[field] !== undefined);

function countsOf({ columns }: DayProfile, field: string): Counts {
  const column = columns[field];
  const counts = new Map<string, number>();
  for (const row of column?.buckets ?? [])
    for (const [at, n] of row.entries()) {
      const name = column!.categories[at]!;
      counts.set(name, (counts.get(name) ?? 0) + n);
    }
  return counts;
}

function categoriesOf(
  profile: DayProfile,
  reference: readonly DayProfile[],
  { field, ordered }: { readonly field: string; readonly ordered: boolean },
) {
  const current = countsOf(profile, field);
  const mean = new Map<string, number>();
  for (const day of reference)
    for (const [name, n] of countsOf(day, field))
      mean.set(name, (mean.get(name) ?? 0) + n / reference.length);
  const [all, usual] = [sumOf(current), sumOf(mean)];
  const rows = [...new Set([...current.keys(), ...mean.keys()])].map((category) => ({
    category,
    current: current.get(category) ?? 0,
    currentShare: all === 0 ? 0 : (current.get(category) ?? 0) / all,
    reference: mean.get(category) ?? 0,
    referenceShare: usual === 0 ? 0 : (mean.get(category) ?? 0) / usual,
  }));
  if (ordered) return rows.sort((a, b) => Number(a.category) - Number(b.category));
  rows.sort((a, b) => b.reference + b.current - a.reference - a.current);
  if (rows.length <= MOST_CATEGORIES) return rows;
  const rest = rows.slice(MOST_CATEGORIES);
  const sum = (key: 'current' | 'currentShare' | 'reference' | 'referenceShare'): number =>
    rest.reduce((total, row) => total + row[key], 0);
  return [
    ...rows.slice(0, MOST_CATEGORIES),
    {
      category: `${rest.length} others`,
      current: sum('current'),
      currentShare: sum('currentShare'),
      reference: sum('reference'),
      referenceShare: sum('referenceShare'),
    },
  ];
}

const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

function hoursOf(profile: DayProfile, reference: readonly DayProfile[], field: string) {
  const ofHour = ({ columns }: DayProfile, hour: number): number =>
    (columns[field]?.hours[hour] ?? []).reduce((sum, n) => sum + n, 0);
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    current: ofHour(profile, hour),
    reference:
      reference.length === 0
        ? 0
        : reference.reduce((sum, day) => sum + ofHour(day, hour), 0) / reference.length,
  }));
}
