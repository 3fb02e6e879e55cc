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
  readonly face: Face;
  readonly lines: readonly Line[];
  /** Whether the title stands above the picture. */
  readonly isTitleFirst: boolean;
}

/** The size of a poster, in units of its own. */
export const POSTER = { width: 200, height: 300, margin: 14 } as const;

/** Where the picture is when the title stands above or below. */
const TITLE_HEIGHT = 118;
const FOOT = 26;

/** The poster of an item: the same for the same item, wherever and whenever. */
export function posterOf({ itemId, title, genres }: PosterSubject): PosterDesign {
  const draws = drawsOf(itemId);
  const palette = draws.pick(palettesFor(genres));
  const face = draws.pick(FACES);
  const isTitleFirst = draws.next() < 0.5;
  const place = isTitleFirst
    ? { top: TITLE_HEIGHT + 18, bottom: POSTER.height, width: POSTER.width }
    : { top: 0, bottom: POSTER.height - TITLE_HEIGHT - FOOT, width: POSTER.width };
  return {
    palette,
    face,
    isTitleFirst,
    shapes: draws.pick(MOTIFS)(draws, place),
    lines: setTitle(title, face, {
      width: POSTER.width - 2 * POSTER.margin,
      height: TITLE_HEIGHT - 10,
    }),
  };
}
