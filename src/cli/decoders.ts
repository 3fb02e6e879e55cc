import { MOVIELENS_DECODERS } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder, type LineDecoder } from '../events/index.ts';

const DECODERS: readonly LineDecoder[] = [movielogDecoder, ...MOVIELENS_DECODERS];

/** The decoder that a segment names. @throws DataError `DECODER_UNKNOWN` */
export function requireDecoder(name: string): LineDecoder {
  const decoder = DECODERS.find((known) => known.name === name);
  if (decoder !== undefined) return decoder;
  const known = DECODERS.map((d) => d.name).join(', ');
  throw errorOf('DECODER_UNKNOWN', { found: name, known });
}
