import { counted } from '../pages/index.ts';
import { measured, MEASURES, moved, onWeekBefore, totalOf, type Measure } from './measures.ts';
import { rounded } from './ratio.ts';
import type { DayRange } from './range-days.ts';
import type { RangeContent } from './range.ts';
import type { Report } from './report.ts';
import type { Uplift } from './worth-schema.ts';
import { chanceWords, signed } from './worth-words.ts';

/** A day of a range with the same weekday of the week before. */
export interface RangeDay {
  readonly report: Report;
  /** `null` where the lake has nothing of that day. */
  readonly before: Report | null;
}

/** What a range is measured from. */
export interface RangeParts {
  /** In order, at least one. */
  readonly days: readonly RangeDay[];
  /** Days of which the lake has no line. */
  readonly missing: readonly string[];
  /** What personal lists were worth over the days; `null` where nobody can say. */
  readonly uplift: Uplift | null;
}

/** Puts the reports of days together. */
export function measureRange(
  { from, to, week }: DayRange,
  { days, missing, uplift }: RangeParts,
): RangeContent {
  const trends = MEASURES.map((measure) => trendOf(measure, days));
  const content = {
    format: 1 as const,
    from,
    to,
    week,
    days: days.map(({ report, before }) => ({
      day: report.day,
      revision: report.revision,
      complete: report.data.complete,
      weekBefore: before === null ? null : { day: before.day, revision: before.revision },
      toDo: report.toDo.length,
    })),
    missing: [...missing],
    trends,
    worth: {
      range: uplift,
      days: days.map(({ report: { day, worth } }) => ({
        day,
        minutesPerUserDay: worth.day?.minutesPerUserDay ?? null,
      })),
    },
    findings: findingsOf(days),
    champions: days.flatMap(({ report: { day, champion } }) =>
      champion.changes.map(({ at, action, to }) => ({ day, at, action, to })),
    ),
  };
  return { ...content, headline: headlineOf(content) };
}

function trendOf(measure: Measure, days: readonly RangeDay[]): RangeContent['trends'][number] {
  const pairs = days.flatMap(({ report, before }) => (before === null ? [] : [{ report, before }]));
  const total = (reports: readonly Report[]): number | null => roundedOr(totalOf(measure, reports));
  return {
    name: measure.name,
    title: measure.title,
    unit: measure.unit,
    total: measure.total.kind,
    all: total(days.map(({ report }) => report)),
    paired: {
      days: pairs.length,
      now: total(pairs.map(({ report }) => report)),
      before: total(pairs.map(({ before }) => before)),
    },
    days: days.map(({ report, before }) => ({
      day: report.day,
      now: roundedOr(measure.of(report)),
      before: before === null ? null : roundedOr(measure.of(before)),
    })),
  };
}

const roundedOr = (of: number | null): number | null => (of === null ? null : rounded(of));

const WEIGHT = { block: 0, warn: 1, note: 2 } as const;

function findingsOf(days: readonly RangeDay[]): RangeContent['findings'] {
  const all = days.flatMap(({ report: { day, findings } }) =>
    findings.map((finding) => ({ day, finding })),
  );
  const byCheck = Map.groupBy(all, ({ finding }) => finding.check);
  return [...byCheck]
    .map(([check, found]) => ({
      check,
      severity: found
        .map(({ finding }) => finding.severity)
        .reduce((worst, one) => (WEIGHT[one] < WEIGHT[worst] ? one : worst)),
      days: [...new Set(found.map(({ day }) => day))],
      lastMessage: found.at(-1)!.finding.message,
    }))
    .sort(
      (a, b) =>
        WEIGHT[a.severity] - WEIGHT[b.severity] ||
        b.days.length - a.days.length ||
        (a.check < b.check ? -1 : 1),
    );
}

function worthWords({ range }: RangeContent['worth']): string {
  if (range === null || range.minutesPerUserDay === null) return '';
  const { mean, low, high } = range.minutesPerUserDay;
  return `Personal lists were worth ${signed(mean)} minutes a user and day over ${counted(range.days, 'day')} (95 %: ${signed(low)} to ${signed(high)}, ${chanceWords({ low, high })}); `;
}

function headlineOf({
  days,
  missing,
  trends,
  findings,
  worth,
}: Omit<RangeContent, 'headline'>): [string, string, string] {
  const told = (name: string): string => {
    const { unit, title, all, paired } = trends.find((trend) => trend.name === name)!;
    const change = moved({ unit }, paired.now, paired.before);
    return `${title}: ${measured({ unit }, all)}${change === '' ? '' : ` (${onWeekBefore(change)})`}`;
  };
  const urgent = findings.filter(({ severity }) => severity !== 'note');
  const gaps = missing.length === 0 ? '' : ` ${counted(missing.length, 'day')} without a line.`;
  return [
    `${counted(days.length, 'day')}; ${told('requests')}; ${told('availability')}.${gaps}`,
    `${urgent.length === 0 ? 'Nothing to look at' : urgent.map(({ check, days }) => `${check} on ${counted(days.length, 'day')}`).join(', ')}; ${told('personalisedShare')}.`,
    `${worthWords(worth)}${told('minutes')}; ${told('minutesPerViewer')}; ${told('creditedMinutesPer100')}.`,
  ];
}
