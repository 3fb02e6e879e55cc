import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { errorOf, messageOf } from '../domain/errors.ts';
import { JSON_DECODER, jsonDecoder, type LineDecoder } from '../events/index.ts';
import { syncPath, writeFileDurably, type Home } from '../store/index.ts';
import type { DeclaredMapping } from './mapping-file.ts';

/**
 * Keeps a mapping in the home under its hash, before the first line is read with it, so that
 * whoever decodes the lines anew has it.
 *
 * @returns the decoder that reads with it
 * @throws UnavailableError `DISK_FULL`
 */
export function keepMapping(home: Home, { declared, decoder }: DeclaredMapping): LineDecoder {
  const path = pathOf(home, decoder.name);
  if (existsSync(path)) return decoder;
  mkdirSync(folderOf(home), { recursive: true });
  writeFileDurably(path, `${canonicalJson(declared)}\n`);
  syncPath(home.log);
  return decoder;
}

/**
 * The decoder of a name, with the mapping that the home keeps.
 *
 * @throws DataError `MAPPING_LOST` when the file is gone or is another mapping
 */
export function decoderOfKept(home: Home, name: string): LineDecoder {
  const path = pathOf(home, name);
  const lost = (found: string, thrown?: unknown): Error =>
    errorOf('MAPPING_LOST', { path, found, decoder: name }, thrown);
  if (!existsSync(path)) throw lost('nothing');
  let decoder: LineDecoder;
  try {
    decoder = jsonDecoder(JSON.parse(readFileSync(path, 'utf8')) as Json);
  } catch (thrown) {
    throw lost(messageOf(thrown), thrown);
  }
  if (decoder.name !== name) throw lost(`the mapping of ${decoder.name}`);
  return decoder;
}

/** Whether a decoder reads with a mapping. */
export const isMapped = (name: string): boolean => /^json\/1:[0-9a-f]{12}$/.test(name);

const folderOf = (home: Home): string => join(home.log, 'mappings');
const pathOf = (home: Home, name: string): string =>
  join(folderOf(home), `${name.slice(JSON_DECODER.length)}.json`);
