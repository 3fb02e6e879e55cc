/** Numbers and times as people read them; every figure comes with its unit. */

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `1 line`, `2 lines`; `one` may be given with an own plural. */
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

/** Three digits that matter, grouped. */
export const figure = (value: number): string =>
  value !== 0 && Math.abs(value) < 100
    ? Number(value.toPrecision(3)).toLocaleString('en-US')
    : count(value);

export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${figure(size)} ${units[unit]}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 0.1) return seconds === 0 ? '0 s' : 'under 0.1 s';
  if (seconds < 10 && seconds % 1 !== 0) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** An instant of the log, in UTC. */
export const eventTime = (instant: string): string =>
  `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

export const shortId = (id: string): string => id.slice(0, 8);

/** Names of machines, in words: `folded-in`, `bad_item`. */
export const spaced = (name: string): string => name.replaceAll('_', ' ').replaceAll('-', ' ');

/** How far the machine's clock is ahead of the reader's, milliseconds. */
let aheadMs = 0;
export const setClock = (instant: string): void =>
  void (aheadMs = Date.parse(instant) - Date.now());

export const secondsSince = (instant: string): number =>
  Math.max(0, (Date.now() + aheadMs - Date.parse(instant)) / 1000);

export function agoWords(instant: string): string {
  const seconds = secondsSince(instant);
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
