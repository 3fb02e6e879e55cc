/** Numbers as people read them. */

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `1 line`, `2 lines`; `many` where the plural is its own. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${Math.round(value) === 1 ? one : many}`;

/** A share as `12.3 %`; never 100 % or 0 % for what is only nearly so. */
export function percent(share: number, digits = 1): string {
  const least = 10 ** -digits;
  const value = share * 100;
  if (value > 0 && value < least) return `under ${least} %`;
  if (value < 100 && value > 100 - least) return `over ${(100 - least).toFixed(digits)} %`;
  return `${Number(value.toFixed(digits))} %`;
}

/** Three digits that matter, grouped; a real minus. */
export const figure = (value: number): string =>
  (value !== 0 && Math.abs(value) < 100
    ? Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 })
    : count(value)
  ).replace('-', '−');

/** Large counts in few letters: 887,308 stays, 43,200,000 becomes 43.2 million. */
export const compact = (value: number): string =>
  value < 1_000_000 ? count(value) : `${figure(value / 1_000_000)} million`;

/** A difference with its sign, a real minus. */
export const signed = (value: number, digits = 4): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${figure(size)} ${units[unit]}`;
}
