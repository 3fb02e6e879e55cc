const DAY_MS = 86_400_000;

/** How many lines came after the first line of a later day, by the day that they belong to. */
export type LateDays = Readonly<Record<string, number>>;

/** Follows the watermark of one partition: the latest event time that its lines have shown. */
export interface Lateness {
  /** Notes the event time of a line that is used. */
  see(timeMs: number): void;
  /** `-Infinity` before the first line. */
  readonly watermarkMs: number;
  /** Late lines by UTC day, `YYYY-MM-DD`, in order. */
  late(): LateDays;
}

/** @param watermarkMs where the lines before these have left it */
export function lateness(watermarkMs: number): Lateness {
  let watermark = watermarkMs;
  let dayStartMs = startOf(watermark);
  const days = new Map<number, number>();
  return {
    see: (timeMs) => {
      if (timeMs > watermark) {
        watermark = timeMs;
        if (timeMs >= dayStartMs + DAY_MS || dayStartMs === -Infinity) dayStartMs = startOf(timeMs);
      } else if (timeMs < dayStartMs)
        days.set(startOf(timeMs), (days.get(startOf(timeMs)) ?? 0) + 1);
    },
    get watermarkMs() {
      return watermark;
    },
    late: () =>
      Object.fromEntries(
        [...days]
          .sort(([a], [b]) => a - b)
          .map(([ms, lines]) => [new Date(ms).toISOString().slice(0, 10), lines]),
      ),
  };
}

const startOf = (timeMs: number): number =>
  timeMs === -Infinity ? -Infinity : Math.floor(timeMs / DAY_MS) * DAY_MS;

/** The late lines of two stretches together. */
export function addLateDays(a: LateDays, b: LateDays): LateDays {
  const days = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(days.map((day) => [day, (a[day] ?? 0) + (b[day] ?? 0)]));
}
