import { figure, number, percent } from '../../pages/index.ts';
import type { Report } from '../report.ts';
import type { AlertRule, RuleOf } from './alerts-schema.ts';
import { fastestBurn } from './burn-rate.ts';
import { numberAt, valueAt } from './report-field.ts';

/** What rules are held against. */
export interface AlertFacts {
  /** Reports by day, the latest last; at least one. */
  readonly reports: readonly Report[];
  readonly nowMs: number;
  /** The value of a live metric; `null` when it cannot be read. */
  metric(name: string): number | null;
}

/** Whether a rule holds now: `null` when that cannot be told, which changes nothing. */
export interface Evaluated {
  readonly holds: boolean | null;
  readonly value: number | null;
  /** What was found, for people. */
  readonly found: string;
}

/** Holds one rule against the latest report, those before it, and the live metrics. */
export function evaluateRule(rule: AlertRule, facts: AlertFacts): Evaluated {
  switch (rule.kind) {
    case 'threshold':
      return threshold(rule, facts);
    case 'change':
      return change(rule, facts);
    case 'absence':
      return absence(rule, facts);
    case 'burn-rate':
      return burning(rule, facts);
  }
}

/** Whole numbers as they are, others rounded. */
const told = (value: number): string => (Number.isInteger(value) ? number(value) : figure(value));

const latest = ({ reports }: AlertFacts): Report => reports.at(-1)!;

function threshold(rule: RuleOf<'threshold'>, facts: AlertFacts): Evaluated {
  const { field, metric, above = Infinity, below = -Infinity } = rule;
  const what = field ?? metric!;
  const value = field === undefined ? facts.metric(metric!) : numberAt(latest(facts), field);
  // A finding that is not there has been looked for and not found.
  const isListed = field?.includes('[') === true;
  if (value === null)
    return { holds: isListed ? false : null, value, found: `${what} has no value` };
  return { holds: value > above || value < below, value, found: `${what} is ${told(value)}` };
}

function change(rule: RuleOf<'change'>, facts: AlertFacts): Evaluated {
  const { field, per, atLeast = 0, byMoreThan, direction, overDays } = rule;
  const value = comparedOf(latest(facts), rule);
  const before = facts.reports
    .slice(0, -1)
    .slice(-overDays)
    .flatMap((report) => comparedOf(report, rule) ?? []);
  const usual = medianOf(before);
  if (value === null || usual === null || usual === 0)
    return { holds: null, value, found: `${field} has nothing to be compared with` };
  const part = (value - usual) / Math.abs(usual);
  const counts = direction === 'up' ? part : direction === 'down' ? -part : Math.abs(part);
  const what = per === undefined ? field : `${field} of ${per}`;
  const say = per === undefined ? told : (share: number) => `${figure(share * 100)} %`;
  return {
    holds: counts > byMoreThan && Math.abs(numberAt(latest(facts), field)!) >= atLeast,
    value,
    found: `${what} is ${say(value)}, ${percent(Math.abs(part))} ${part < 0 ? 'below' : 'above'} the usual ${say(usual)}`,
  };
}

/** What a rule compares of a report: its field, or which share of another that is. */
function comparedOf(report: Report, { field, per }: RuleOf<'change'>): number | null {
  const value = numberAt(report, field);
  if (per === undefined || value === null) return value;
  const whole = numberAt(report, per);
  return whole === null || whole === 0 ? null : value / whole;
}

function absence(rule: RuleOf<'absence'>, facts: AlertFacts): Evaluated {
  const report = latest(facts);
  if (rule.field !== undefined) {
    const there = valueAt(report, rule.field) !== null;
    return { holds: !there, value: null, found: `${rule.field} is ${there ? 'there' : 'missing'}` };
  }
  const hours = (facts.nowMs - Date.parse(report.issuedAt)) / 3_600_000;
  return {
    holds: hours > rule.reportOlderThanHours!,
    value: hours,
    found: `the last report, of ${report.day}, was issued ${figure(hours)} hours ago`,
  };
}

function burning(rule: RuleOf<'burn-rate'>, facts: AlertFacts): Evaluated {
  const { objective, windows } = rule;
  const hours = lastDays(facts.reports).flatMap((report) => report.hours);
  const rates = windows.map((window) => ({
    ...window,
    ...fastestBurn(hours, { ...window, objective }),
  }));
  const worst = rates.reduce((a, b) => (b.rate / b.burnRate > a.rate / a.burnRate ? b : a));
  return {
    holds: worst.rate > worst.burnRate,
    value: worst.rate,
    found: `failures came ${figure(worst.rate)} times as fast as an objective of ${percent(objective)} allows, in the ${worst.longHours} hours until ${String(worst.hour + 1).padStart(2, '0')}:00 UTC`,
  };
}

/** The latest day and those right before it; a day without a report ends the row. */
function lastDays(reports: readonly Report[]): readonly Report[] {
  let first = reports.length - 1;
  const dayOf = (k: number): number => Date.parse(reports[k]!.day);
  while (first > 0 && dayOf(first) - dayOf(first - 1) === 86_400_000) first--;
  return reports.slice(Math.max(first, reports.length - 4));
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
