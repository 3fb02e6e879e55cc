import { fileSource } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { EventSource } from '../events/index.ts';

/**
 * The source that `--from` names: `file:PATH`.
 *
 * @throws InputError `BAD_USAGE`
 */
export function parseEventSource(from: string): EventSource {
  if (from.startsWith('file:') && from.length > 5) return fileSource(from.slice(5));
  throw errorOf('BAD_USAGE', {
    found: `--from ${from}`,
    expected: '--from file:PATH',
    help: 'npx showrunner ingest --help',
  });
}
