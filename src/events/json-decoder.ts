import type { Json } from '../domain/canonical-json.ts';
import { userId } from '../domain/ids.ts';
import { hashOf } from '../store/index.ts';
import { MAX_LINE_LENGTH } from './decode-line.ts';
import { isForeignId } from './foreign-id.ts';
import { eventReader } from './json-event.ts';
import { MAPPING } from './json-mapping.ts';
import { findAt, textOf } from './json-place.ts';
import { timeReader } from './json-time.ts';
import { rejected, type DecodedLine, type LineDecoder } from './line-decoder.ts';

/** What the names of these decoders begin with. */
export const JSON_DECODER = 'json/1:';

/**
 * The name of the decoder that reads with a mapping, such as `json/1:0123456789ab`: the first 12
 * digits of the hash of the mapping as it was declared, so that whoever finds lines decoded with it
 * can find the mapping again.
 */
export const jsonDecoderName = (declared: Json): string =>
  `${JSON_DECODER}${hashOf(declared).slice(0, 12)}`;

/**
 * A decoder of JSON lines with a declared mapping.
 *
 * @param declared a mapping, not yet checked
 * @throws ZodError when it is none
 */
export function jsonDecoder(declared: Json): LineDecoder {
  const mapping = MAPPING.parse(declared);
  const kindAt = findAt(mapping.kind);
  const userAt = findAt(mapping.user);
  const timeAt = findAt(mapping.time.at);
  const timeOf = timeReader(mapping.time.format);
  const ignored = new Set(mapping.ignore);
  const readers = new Map(
    Object.entries(mapping.kinds).map(([kind, how]) => [kind, eventReader(how, mapping.item)]),
  );
  const decodeObject = (object: unknown): DecodedLine => {
    const [kind, time, user] = [kindAt(object), timeAt(object), userAt(object)];
    if (kind === undefined) return rejected('missing_field');
    // A list's text would be that of its only element.
    const word = typeof kind === 'object' ? '' : String(kind);
    if (ignored.has(word)) return rejected('ignored_event');
    const reader = readers.get(word);
    if (reader === undefined) return rejected('unknown_event');
    if (time === undefined || user === undefined) return rejected('missing_field');
    const instant = timeOf(time);
    if (instant === null) return rejected('bad_time');
    const id = textOf(user);
    if (id === null || !isForeignId(id)) return rejected('bad_user');
    return reader(object, { time: instant, userId: userId(id) });
  };
  return {
    name: jsonDecoderName(declared),
    decode: (line) => {
      if (line.length === 0) return rejected('empty_line');
      if (line.length > MAX_LINE_LENGTH) return rejected('line_too_long');
      const object = objectOf(line);
      return object === null ? rejected('not_json') : decodeObject(object);
    },
  };
}

function objectOf(line: string): object | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
