/** A month as weeks from Monday to Sunday; `null` where a day is of another month. */
export interface Month {
  /** Such as `2026-01`. */
  readonly month: string;
  readonly weeks: readonly (readonly (string | null)[])[];
}

const DAY_MS = 86_400_000;

/** The months that hold some days, the latest first. @param days such as `2026-01-12` */
export function monthsOf(days: readonly string[]): readonly Month[] {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].toSorted().toReversed();
  return months.map((month) => ({ month, weeks: weeksOf(month) }));
}

function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const before = (first.getUTCDay() + 6) % 7;
  const weeks: (string | null)[][] = [];
  for (let k = -before; ; k++) {
    const day = new Date(first.getTime() + k * DAY_MS).toISOString().slice(0, 10);
    const isIn = day.startsWith(month);
    const isWeekStart = (k + before) % 7 === 0;
    if (k > 0 && !isIn && isWeekStart) return weeks;
    if (isWeekStart) weeks.push([]);
    weeks.at(-1)!.push(isIn ? day : null);
  }
}

const NAMES = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `January 2026`. */
export const monthWords = (month: string): string =>
  NAMES.format(new Date(`${month}-01T00:00:00Z`));
