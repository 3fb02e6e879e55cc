import { notMeasured, type CheckFacts, type WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';

export const FRESHNESS: KindFacts = {
  title: 'age of the newest data',
  finds: 'Nothing new has come for longer than agreed.',
  advice: 'See whether the source still sends and whether something reads it.',
};

const HOUR_MS = 3_600_000;

/** Hours between the newest content and the instant of the check. */
export const freshness = (facts: CheckFacts, hours: number): WholeCheck => ({
  ...facts,
  kind: 'freshness',
  by: 'whole',
  bound: { operator: 'mustBeLessOrEqualTo', low: hours, high: hours, unit: 'rows' },
  expects: `at most ${ageWords(hours)} old`,
  measure: ({ newestMs, nowMs }) => {
    if (newestMs === null) return notMeasured('declared to hold for any time');
    const age = Math.max(0, nowMs - newestMs) / HOUR_MS;
    const newest = new Date(newestMs).toISOString().slice(0, 16).replace('T', ' ');
    return { value: age, count: 0, observed: `${ageWords(age)} old (${newest} UTC)`, examples: [] };
  },
});

/** Hours as people say them. */
export function ageWords(hours: number): string {
  if (hours < 1) return plural(Math.round(hours * 60), 'minute');
  if (hours < 72) return plural(Math.round(hours), 'hour');
  const days = Math.round(hours / 24);
  return days < 730 ? plural(days, 'day') : plural(Math.round(days / 365.25), 'year');
}

const plural = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
