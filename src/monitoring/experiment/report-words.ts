/** An instant as `5 Jan 2026, 14:05`. */
export const momentWords = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(at));

/** A p-value with two figures, or that it is below a thousandth. */
export const pWords = (p: number): string => (p < 0.001 ? '< 0.001' : p.toPrecision(2));
