/** Resident memory of a process, sampled at even distances. */
export interface MemoryCurve {
  readonly everySeconds: number;
  readonly megabytes: readonly number[];
}

/** Samples until it is stopped. */
export function sampleMemory(
  read: () => number | null,
  everySeconds: number,
): { stop(): MemoryCurve } {
  const megabytes: number[] = [];
  const timer = setInterval(() => {
    const now = read();
    if (now !== null) megabytes.push(Math.round(now));
  }, everySeconds * 1000);
  return {
    stop: () => {
      clearInterval(timer);
      return { everySeconds, megabytes };
    },
  };
}

/**
 * By how much the last third of the curve lies above its middle third, as a share: the first third
 * is the warm-up. Medians, so that the moments in which two models are in memory do not count.
 */
export function growthRate({ megabytes }: MemoryCurve): number {
  const third = Math.floor(megabytes.length / 3);
  const [middle, last] = [megabytes.slice(third, 2 * third), megabytes.slice(2 * third)];
  return median(last) / median(middle) - 1;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
