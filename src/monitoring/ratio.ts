/**
 * part / whole, to nine decimals so that the order in which an engine adds up cannot show.
 * `null` when the whole is 0: nothing was there to take a share of.
 */
export const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : rounded(part / whole);

/** A measured number to nine decimals, never −0. */
export const rounded = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;
