import { InvalidArgumentError } from 'commander';

/**
 * Reads a port to listen on, 0 to 65535; 0 lets the system choose.
 *
 * @throws InvalidArgumentError for anything else, which is told as a usage error
 */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
  return port;
}

/** Waits, as a server does, until the program is told to stop. */
export const untilStopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
