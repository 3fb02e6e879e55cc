/** A way to set a title. */
export interface Face {
  /** Class of the style sheet that has the family, weight and width. */
  readonly name: 'narrow' | 'wide' | 'black' | 'light';
  readonly isUpper: boolean;
  /** Mean advance of a letter, em. */
  readonly advance: number;
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
  { name: 'narrow', isUpper: true, advance: 0.46, leading: 0.9, most: 58 },
  { name: 'wide', isUpper: true, advance: 0.79, leading: 1.02, most: 30 },
  { name: 'black', isUpper: false, advance: 0.55, leading: 0.98, most: 46 },
  { name: 'light', isUpper: false, advance: 0.48, leading: 1.02, most: 46 },
];

/** Letters that are much narrower or wider than most, against the mean. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'iljtfrI.,:;\'’!|()[]" '].map((letter) => [letter, 0.55])),
  ...Object.fromEntries([...'mwMW&@—'].map((letter) => [letter, 1.42])),
};

/** About how wide a text is, em. */
export const widthOf = (text: string, { advance }: Face): number =>
  [...text].reduce((sum, letter) => sum + (WIDTHS[letter] ?? 1), 0) * advance;

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
