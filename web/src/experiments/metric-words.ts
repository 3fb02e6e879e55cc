import { figure, signed } from '../words/numbers.ts';

interface MetricWords {
  readonly title: string;
  readonly unit: string;
  /** What a value is multiplied by to be shown in the unit. */
  readonly times: number;
}

/** As the reports on paper tell them; a test holds both together. */
const WORDS: Readonly<Record<string, MetricWords>> = {
  minutes: { title: 'minutes watched', unit: 'min a viewer', times: 1 },
  rating: { title: 'mean rating', unit: 'stars', times: 1 },
  voided: { title: 'voided answers', unit: '% of requests', times: 100 },
  latencyMs: { title: 'latency', unit: 'ms', times: 1 },
  personal: { title: 'personal lists', unit: '% of lists', times: 100 },
  distinct: { title: 'different titles shown', unit: 'titles a viewer', times: 1 },
  coverage: { title: 'share of the catalogue shown', unit: '%', times: 100 },
  novelty: { title: 'novelty', unit: 'bits', times: 1 },
  minors: { title: 'titles shown against age rules', unit: 'a viewer', times: 1 },
};

/** How a metric is told; one that is not known is told by its name. */
export const metricWords = (metric: string): MetricWords =>
  WORDS[metric] ?? {
    title: metric.replace('/', ' per '),
    unit: metric.replace('/', ' per '),
    times: 1,
  };

/** A value of a metric with its unit. */
export const valueWords = (metric: string, value: number): string =>
  `${figure(value * metricWords(metric).times)} ${metricWords(metric).unit}`;

/** A difference of a metric with its sign, in the metric's unit, without naming it. */
export function differenceWords(metric: string, value: number): string {
  const shown = value * metricWords(metric).times;
  const size = Math.abs(shown);
  return signed(shown, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
