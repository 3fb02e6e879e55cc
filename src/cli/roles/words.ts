const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day as people say it: `Mon 12 Jan 2026` (UTC). */
export const dayWords = (ms: number): string => FORMAT.format(ms).replace(',', '');

/** Hours and minutes of an instant, `18:05` (UTC). */
export const timeWords = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
