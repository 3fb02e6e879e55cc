import { dayWords } from '../words/times.ts';

/** `2026-W03` as `Week 3 of 2026`; other ranges by their ends. */
export const rangeName = (key: string): string => {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(key) ?? [];
  if (year !== undefined) return `Week ${Number(week)} of ${year}`;
  const [from = key, to = key] = key.split('..');
  return rangeDays(from, to);
};

/** `Mon 12 Jan to Sun 18 Jan 2026`. */
export const rangeDays = (from: string, to: string): string =>
  `${dayWords(from)} to ${dayWords(to)} ${to.slice(0, 4)}`;
