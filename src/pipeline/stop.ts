import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorOf } from '../domain/errors.ts';

/**
 * Lets a request to end come through between two long computations, and ends if there is one.
 *
 * @throws UnavailableError `STOPPED`
 */
export async function requireNotStopped(stop: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (stop?.aborted === true) throw errorOf('STOPPED', { found: 'a request to end' });
}
