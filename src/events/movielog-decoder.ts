import { damagedPart } from './damaged-part.ts';
import { decodeLine } from './decode-line.ts';
import type { LineDecoder } from './line-decoder.ts';
import { MovielogScanner } from './scan-tick.ts';

/** The decoder of the movie service's log. */
export const movielogDecoder: LineDecoder = {
  name: 'movielog/1',
  decode: decodeLine,
  damagedPart,
  scanner: () => new MovielogScanner(),
};
