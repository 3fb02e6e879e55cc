import { MOVIELENS_DECODERS } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import { JSON_DECODER, movielogDecoder, type LineDecoder } from '../events/index.ts';
import type { Home } from '../store/index.ts';
import { decoderOfKept, isMapped } from './kept-mappings.ts';

const DECODERS: readonly LineDecoder[] = [movielogDecoder, ...MOVIELENS_DECODERS];

/**
 * Today's decoder for lines that one of the given name read: a mapping is kept as it was. `null`
 * when there is none any more, so that such lines are left alone.
 */
export function decoderFor(home: Home, name: string): LineDecoder | null {
  if (isMapped(name)) return decoderOfKept(home, name);
  return DECODERS.find((known) => formatOf(known.name) === formatOf(name)) ?? null;
}

/** A decoder's name without its version. */
const formatOf = (name: string): string => name.replace(/\/\d+$/, '');

/**
 * The decoder that a segment names; a mapping is looked for in the segment's home.
 *
 * @throws DataError `DECODER_UNKNOWN`, `MAPPING_LOST`
 */
export function requireDecoder(home: Home, name: string): LineDecoder {
  if (isMapped(name)) return decoderOfKept(home, name);
  const decoder = DECODERS.find((known) => known.name === name);
  if (decoder !== undefined) return decoder;
  const known = [...DECODERS.map((d) => d.name), `${JSON_DECODER}HASH`].join(', ');
  throw errorOf('DECODER_UNKNOWN', { found: name, known });
}

/** The decoders of the segments in a home, by name. */
export const decodersIn =
  (home: Home) =>
  (name: string): LineDecoder =>
    requireDecoder(home, name);
