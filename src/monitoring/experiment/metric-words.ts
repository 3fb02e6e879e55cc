import { signed } from '../worth-words.ts';

interface MetricWords {
  readonly title: string;
  readonly unit: string;
  /** What a value is multiplied by to be shown in the unit. */
  readonly times: number;
}

const WORDS: Readonly<Record<string, MetricWords>> = {
  minutes: { title: 'minutes watched', unit: 'min a user', times: 1 },
  rating: { title: 'mean rating', unit: 'stars', times: 1 },
  voided: { title: 'voided answers', unit: '% of requests', times: 100 },
  latencyMs: { title: 'latency', unit: 'ms', times: 1 },
  personal: { title: 'personal lists', unit: '% of lists', times: 100 },
  distinct: { title: 'different titles shown', unit: 'titles a user', times: 1 },
  coverage: { title: 'share of the catalogue shown', unit: '%', times: 100 },
  novelty: { title: 'novelty', unit: 'bits', times: 1 },
  minors: { title: 'titles shown against age rules', unit: 'a user', times: 1 },
};

/** How a metric is told; one that is not known is told by its name. */
export const metricWords = (metric: string): MetricWords =>
  WORDS[metric] ?? {
    title: metric.replace('/', ' per '),
    unit: metric.replace('/', ' per '),
    times: 1,
  };

/** A difference of a metric with its sign, in the metric's unit. */
export const differenceWords = (metric: string, value: number): string =>
  signed(value * metricWords(metric).times);

/** A metric's title with its unit. */
export const titleAndUnit = (metric: string): string => {
  const { title, unit } = metricWords(metric);
  return unit === title ? title : `${title}, ${unit}`;
};

/** A relative difference: 0.034 as `+3.4 %`. */
export const relativeWords = (share: number): string =>
  `${share >= 0 ? '+' : '−'}${Math.abs(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;
