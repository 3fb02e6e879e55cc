import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but not beyond a stop. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}

/** Asks again and again until the answer is yes. @returns false when stopped before */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  { everyMs, stop }: { readonly everyMs: number; readonly stop: AbortSignal },
): Promise<boolean> {
  while (!stop.aborted) {
    if (await isSo()) return true;
    await pause(everyMs, stop);
  }
  return false;
}

/** Waits for a stop. */
export const untilAborted = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
