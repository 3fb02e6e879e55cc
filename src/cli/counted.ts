import { count } from './terminal.ts';

/**
 * A number with its noun: `0 lines`, `1 line`, `1,200 lines`.
 *
 * @param noun the singular of a word whose plural only adds an s
 */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
