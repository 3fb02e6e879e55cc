import { LETTER_WIDTHS } from './letter-widths.ts';

/** A way to set a title. */
export interface Face {
  /** Class of the style sheet that has the family, weight and width. */
  readonly name: keyof typeof LETTER_WIDTHS;
  readonly isUpper: boolean;
  /** From line to line, em. */
  readonly leading: number;
  /** Largest size, units of the poster. */
  readonly most: number;
}

/** A line of a title with its size. */
export interface Line {
  readonly text: string;
  readonly size: number;
}

export const FACES: readonly Face[] = [
  { name: 'narrow', isUpper: true, leading: 0.92, most: 60 },
  { name: 'wide', isUpper: true, leading: 1.06, most: 30 },
  { name: 'black', isUpper: false, leading: 0.98, most: 50 },
  { name: 'light', isUpper: false, leading: 1, most: 50 },
];

const FIRST = 32;
/** Of what the tables have not, such as é: a little more than most letters. */
const OTHER: Readonly<Record<Face['name'], number>> = {
  narrow: 52,
  wide: 98,
  black: 70,
  light: 66,
};
/** Kerning and rounding make lines a little longer or shorter than the sum of their letters. */
const SLACK = 1.02;

/** How wide a text is, em. */
export const widthOf = (text: string, { name }: Face): number =>
  ([...text.normalize('NFD').replaceAll(/\p{M}/gu, '')].reduce(
    (sum, letter) => sum + (LETTER_WIDTHS[name][letter.codePointAt(0)! - FIRST] ?? OTHER[name]),
    0,
  ) /
    100) *
  SLACK;
/**
 * A title in lines that fit into a box, as large as they can be together.
 *
 * @param width units of the poster
 * @param height units of the poster
 */
export function setTitle(
  title: string,
  face: Face,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Line[] {
  const text = face.isUpper ? title.toLocaleUpperCase('en') : title;
  const words = text.split(/\s+/).filter(Boolean);
  let best: readonly Line[] = [];
  for (let count = 1; count <= Math.min(words.length, 6); count++) {
    const lines = balanced(words, count, face);
    const widest = Math.max(...lines.map((line) => widthOf(line, face)));
    const size = Math.min(face.most, width / widest, height / (count * face.leading));
    if (size > (best[0]?.size ?? 0) * 1.04) best = lines.map((line) => ({ text: line, size }));
  }
  return best.length > 0 ? best : [{ text, size: face.most }];
}

/** Words in so many lines, the widest of which is as narrow as can be. */
function balanced(words: readonly string[], count: number, face: Face): readonly string[] {
  if (count === 1) return [words.join(' ')];
  let best: { readonly lines: readonly string[]; readonly widest: number } | null = null;
  for (let first = 1; first <= words.length - count + 1; first++) {
    const head = words.slice(0, first).join(' ');
    const lines = [head, ...balanced(words.slice(first), count - 1, face)];
    const widest = Math.max(...lines.map((line) => widthOf(line, face)));
    if (best === null || widest < best.widest) best = { lines, widest };
  }
  return best!.lines;
}
