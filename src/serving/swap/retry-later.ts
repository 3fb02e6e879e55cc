const FIRST_MS = 5_000;
const MOST_MS = 300_000;

/** Remembers what failed, so that it is not tried again with every look at the registry. */
export interface RetryLater {
  isTooEarly(version: string): boolean;
  /** Each failure in a row of one version doubles the pause. */
  failed(version: string): void;
  forget(): void;
}

/** Remembers one version, the last that failed. */
export function retryLater(): RetryLater {
  let last: { version: string; pauseMs: number; untilMs: number } | null = null;
  return {
    isTooEarly: (version) => last?.version === version && performance.now() < last.untilMs,
    failed: (version) => {
      const pauseMs = last?.version === version ? Math.min(MOST_MS, 2 * last.pauseMs) : FIRST_MS;
      last = { version, pauseMs, untilMs: performance.now() + pauseMs };
    },
    forget: () => (last = null),
  };
}
