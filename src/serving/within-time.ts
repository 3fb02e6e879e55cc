/** A longer timer would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a promise gave when it was in time; otherwise the promise itself, still running. */
export type InTime<T> =
  | { readonly late: false; readonly value: T }
  | { readonly late: true; readonly pending: Promise<T> };

/**
 * Waits for a promise at most so long. Work that is done when its promise is handed over is in
 * time even with no time left; a rejection after the end goes unheard unless `pending` is awaited.
 *
 * @param limitMs ≥ 0 is waited; below 0 counts as 0
 */
export async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<InTime<T>> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<InTime<T>>((resolve) => {
    const waitMs = Math.min(Math.max(0, limitMs), LONGEST_TIMER_MS);
    timer = setTimeout(() => resolve({ late: true, pending: work }), waitMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work.then((value): InTime<T> => ({ late: false, value })), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
