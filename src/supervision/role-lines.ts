import { wrapWords } from './wrap-words.ts';

/** How lines of several roles are set in one column of names. */
export interface RoleLineOptions {
  /** Names that will occur; the longest decides the width of the column. */
  readonly names: readonly string[];
  /** Width of the window; `null` leaves lines as long as they are. */
  readonly columns: number | null;
  readonly colour: boolean;
}

/** Colours that can be told apart on dark and light grounds, by place of the name. */
const COLOURS = [36, 33, 35, 32, 34, 31];
const ESC = '\u001b[';

/**
 * A setter of lines: the role's name in a column of fixed width, the words beside it, broken
 * between words at the width of the window. What would make a terminal do things is replaced.
 */
export function roleLines({
  names,
  columns,
  colour,
}: RoleLineOptions): (name: string, line: string) => string {
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const painted = (name: string): string => {
    const place = names.indexOf(name);
    const text = name.padEnd(width);
    return colour && place >= 0 ? `${ESC}${COLOURS[place % COLOURS.length]}m${text}${ESC}0m` : text;
  };
  return (name, line) => {
    const rows = wrapWords(printable(line), columns === null ? Infinity : columns - width);
    return rows.map((row, k) => `${k === 0 ? painted(name) : ' '.repeat(width)}${row}`).join('\n');
  };
}

const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\ufffd');
