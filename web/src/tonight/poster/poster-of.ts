import { FACES, setTitle, type Face, type Line } from './lettering.ts';
import { palettesFor, type Palette } from './palettes.ts';
import { drawsOf } from './seeded.ts';
import { MOTIFS, type Shape } from './shapes.ts';

/** What a poster is made from. */
export interface PosterSubject {
  readonly itemId: string;
  readonly title: string;
  readonly genres: readonly string[];
  readonly year: number | null;
}

/** A poster: colours, a picture, and lettering. */
export interface PosterDesign {
  readonly palette: Palette;
  readonly shapes: readonly Shape[];
  /** What part of the poster the picture has. */
  readonly picture: { readonly top: number; readonly bottom: number };
  readonly face: Face;
  /** Lines of the title, each at its base line. */
  readonly lines: readonly (Line & { readonly y: number })[];
  /** Base line of year and genre. */
  readonly footY: number;
}

/** The size of a poster, in units of its own. */
export const POSTER = { width: 200, height: 300, margin: 14 } as const;

/** The most of the height that a title takes. */
const TITLE_HEIGHT = 128;
/** From the last line of the title to year and genre. */
const FOOT = 17;
/** The part of a letter above its base line, em. */
const RISE = 0.74;

/** The poster of an item: the same for the same item, wherever and whenever. */
export function posterOf({ itemId, title, genres }: PosterSubject): PosterDesign {
  const { width, height, margin } = POSTER;
  const draws = drawsOf(itemId);
  const palette = draws.pick(palettesFor(genres));
  const face = draws.pick(FACES);
  const isTitleFirst = draws.next() < 0.5;
  const set = setTitle(title, face, { width: width - 2 * margin, height: TITLE_HEIGHT });
  const size = set[0]!.size;
  const step = size * face.leading;
  const last = (set.length - 1) * step;
  const first = isTitleFirst ? margin + 2 + size * RISE : height - margin - FOOT - last;
  const footY = first + last + FOOT;
  const picture = isTitleFirst
    ? { top: footY + margin, bottom: height }
    : { top: 0, bottom: first - size * RISE - margin };
  return {
    palette,
    face,
    picture,
    footY,
    shapes: draws.pick(MOTIFS)(draws, { ...picture, width }),
    lines: set.map((line, k) => ({ ...line, y: first + k * step })),
  };
}
