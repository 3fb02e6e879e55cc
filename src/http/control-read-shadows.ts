import { total, type Sample } from './control-metrics-text.ts';
import type { ServingStatus } from './control-status.ts';

const REQUESTS = 'showrunner_shadow_requests_total';

/** What serving's metrics say of the shadows that run, by the names of their experiments. */
export function shadowsIn(samples: readonly Sample[]): ServingStatus['shadows'] {
  const ours = samples.filter(({ name }) => name === REQUESTS);
  const names = [...new Set(ours.flatMap(({ labels }) => labels['experiment'] ?? []))].sort();
  return names.map((experiment) => {
    const isOurs = (labels: Sample['labels']): boolean => labels['experiment'] === experiment;
    const requests = (outcome: string): number =>
      total(samples, REQUESTS, (labels) => isOurs(labels) && labels['outcome'] === outcome);
    const mean = (name: string): number | null =>
      samples.find((one) => one.name === `showrunner_shadow_${name}` && isOurs(one.labels))
        ?.value ?? null;
    const [answered, late, failed, empty, unknown] = [
      requests('list'),
      requests('late'),
      requests('failed'),
      requests('empty'),
      requests('unknown'),
    ];
    return {
      experiment,
      asked: answered + late + failed + empty + unknown,
      answered,
      late,
      failed,
      empty,
      unknown,
      dropped: requests('dropped'),
      violations: total(samples, 'showrunner_shadow_contract_violations_total', isOurs),
      overlap: mean('agreement_overlap'),
      rankBiasedOverlap: mean('agreement_rbo'),
      latencyMs: inMilliseconds(mean('seconds')),
      championLatencyMs: inMilliseconds(mean('champion_seconds')),
    };
  });
}

/** Seconds as milliseconds with two decimals. */
const inMilliseconds = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 100_000) / 100;
