import { readFileSync } from 'node:fs';
import { readYaml, firstProblem } from '../configuration/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf, messageOf } from '../domain/errors.ts';
import { jsonDecoder, MAPPING, type LineDecoder } from '../events/index.ts';

/** A mapping as its file declares it, and the decoder that reads with it. */
export interface DeclaredMapping {
  readonly declared: Json;
  readonly decoder: LineDecoder;
}

/**
 * Reads a `mapping.yaml`.
 *
 * @throws InputError `MAPPING_INVALID`, naming line and field; `FILE_UNREADABLE`
 */
export function readMappingFile(path: string): DeclaredMapping {
  const read = readYaml(textOf(path));
  if (!read.ok)
    throw errorOf('MAPPING_INVALID', {
      file: path,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const { value } = read.document;
  const parsed = MAPPING.safeParse(value);
  if (!parsed.success)
    throw errorOf('MAPPING_INVALID', {
      file: path,
      ...firstProblem(parsed.error, MAPPING, read.document),
    });
  const declared = value as Json;
  return { declared, decoder: jsonDecoder(declared) };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const found = messageOf(thrown);
    throw errorOf('FILE_UNREADABLE', { path, found, expected: 'a mapping' }, thrown);
  }
}
