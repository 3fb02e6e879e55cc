/** One line of a text of metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads the Prometheus text format; comments and lines that are no sample are passed over. */
export function parseMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const found = line.startsWith('#') ? null : LINE.exec(line);
    const value = Number(found?.[3]);
    if (found === null || !Number.isFinite(value)) return [];
    const labels = [...(found[2] ?? '').matchAll(LABEL)].map(([, key, quoted]) => [
      key!,
      quoted!.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)),
    ]);
    return [{ name: found[1]!, labels: Object.fromEntries(labels) as Sample['labels'], value }];
  });
}

/** Sum of the samples of a name whose labels fit. */
export const total = (
  samples: readonly Sample[],
  name: string,
  fits: (labels: Sample['labels']) => boolean = () => true,
): number =>
  samples
    .filter((sample) => sample.name === name && fits(sample.labels))
    .reduce((sum, { value }) => sum + value, 0);

/** Counts of a histogram up to each bound, bounds rising; the last bound is infinite. */
export type Cumulative = ReadonlyMap<number, number>;

/** The buckets of a histogram, added up over the series that fit. */
export function bucketsOf(
  samples: readonly Sample[],
  name: string,
  fits: (labels: Sample['labels']) => boolean,
): Cumulative {
  const counts = new Map<number, number>();
  for (const sample of samples) {
    if (sample.name !== `${name}_bucket` || !fits(sample.labels)) continue;
    const bound = sample.labels['le'] === '+Inf' ? Infinity : Number(sample.labels['le']);
    counts.set(bound, (counts.get(bound) ?? 0) + sample.value);
  }
  return new Map([...counts].sort(([x], [y]) => x - y));
}

/**
 * A quantile of a histogram, taking the values as spread evenly inside a bucket. Beyond the last
 * finite bound it is that bound; `null` for a histogram without values.
 */
export function quantileOf(counts: Cumulative, q: number): number | null {
  const all = counts.get(Infinity) ?? 0;
  if (all <= 0) return null;
  const rank = q * all;
  let [from, below] = [0, 0];
  for (const [bound, count] of counts) {
    if (count >= rank && count > below)
      return bound === Infinity ? from : from + (bound - from) * ((rank - below) / (count - below));
    if (bound !== Infinity) from = bound;
    below = count;
  }
  return from;
}

/** What was counted between two states of a histogram; `null` where it began anew in between. */
export function countedSince(now: Cumulative, before: Cumulative): Cumulative | null {
  const counted = [...now].map(([bound, n]) => [bound, n - (before.get(bound) ?? 0)] as const);
  return counted.some(([, n]) => n < 0) ? null : new Map(counted);
}
