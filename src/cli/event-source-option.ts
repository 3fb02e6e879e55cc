import { embeddedLogSource, fileSource } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { EventSource } from '../events/index.ts';
import type { Home } from '../store/index.ts';

/** How the log that a home keeps itself is named where a source is asked for. */
export const EMBEDDED = 'log:';

/**
 * The source that `--from` names: `file:PATH`, or `log:` for the log that the home keeps itself.
 *
 * @throws InputError `BAD_USAGE`
 */
export function parseEventSource(from: string, home: () => Home): EventSource {
  if (from === EMBEDDED) return embeddedLogSource(home());
  if (from.startsWith('file:') && from.length > 5) return fileSource(from.slice(5));
  throw errorOf('BAD_USAGE', {
    found: `--from ${from}`,
    expected: '--from file:PATH or --from log:',
    help: 'npx showrunner ingest --help',
  });
}
