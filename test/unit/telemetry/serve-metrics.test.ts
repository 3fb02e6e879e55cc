import { describe, expect, it } from 'vitest';
import {
  LATENCY_BUCKETS_SECONDS,
  serveMetrics,
  type ModelInfo,
} from '../../../src/telemetry/index.ts';

const als: ModelInfo = {
  role: 'champion',
  version: 'als/3',
  family: 'als',
  modelId: 'm',
  datasetId: 'd',
};

function setup() {
  const state = { models: [als], lost: 0 };
  const metrics = serveMetrics({
    models: () => state.models,
    exposures: () => ({ kept: 7, late: 1, lost: state.lost, trouble: null }),
  });
  const value = async (series: string): Promise<string | undefined> =>
    (await metrics.text())
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1);
  return { metrics, state, value };
}

describe('serveMetrics', () => {
  it('counts requests over all statuses by route, status and tier', async () => {
    const { metrics, value } = setup();
    const of = { route: '/r', status: 200, tier: 'folded-in', seconds: 0.004 } as const;
    metrics.request(of);
    metrics.request(of);
    metrics.request({ ...of, status: 400, tier: 'none' });
    metrics.request({ ...of, status: 431, tier: 'none', seconds: null });
    const total = 'showrunner_requests_total';
    expect(await value(`${total}{route="/r",status="200",tier="folded-in"}`)).toBe('2');
    expect(await value(`${total}{route="/r",status="400",tier="none"}`)).toBe('1');
    expect(await value(`${total}{route="/r",status="431",tier="none"}`)).toBe('1');
    // 4 ms is above the bucket of 3 ms and within the one of 5 ms; the last has no time.
    const bucket = 'showrunner_request_seconds_bucket';
    const folded = 'route="/r",tier="folded-in"';
    expect(await value(`${bucket}{le="0.003",${folded}}`)).toBe('0');
    expect(await value(`${bucket}{le="0.005",${folded}}`)).toBe('2');
    expect(await value(`showrunner_request_seconds_count{${folded}}`)).toBe('2');
    expect(await value('showrunner_request_seconds_count{route="/r",tier="none"}')).toBe('1');
  });

  it('resolves 1 ms to 600 ms', () => {
    expect(LATENCY_BUCKETS_SECONDS[0]).toBe(0.001);
    expect(LATENCY_BUCKETS_SECONDS.at(-1)).toBe(0.6);
    expect([...LATENCY_BUCKETS_SECONDS].sort((a, b) => a - b)).toEqual([
      ...LATENCY_BUCKETS_SECONDS,
    ]);
  });

  it('tells what was noticed while lists were made', async () => {
    const { metrics, value } = setup();
    metrics.list({ route: '/r', tier: 'popularity', variant: null });
    metrics.list({ route: '/r', tier: 'personal', variant: 'holdout@1:personal' });
    metrics.historySize(3);
    metrics.refilled(2);
    metrics.contractViolation('unwritable', 4);
    metrics.scorerFailure('champion', 'late');
    expect(await value('showrunner_lists_total{route="/r",tier="popularity"}')).toBe('1');
    expect(await value('showrunner_lists_by_variant_total{variant="none"}')).toBe('1');
    expect(await value('showrunner_lists_by_variant_total{variant="holdout@1:personal"}')).toBe(
      '1',
    );
    expect(await value('showrunner_history_items_sum')).toBe('3');
    expect(await value('showrunner_refilled_places_total')).toBe('2');
    expect(await value('showrunner_contract_violations_total{kind="unwritable"}')).toBe('4');
    expect(await value('showrunner_scorer_failures_total{role="champion",reason="late"}')).toBe(
      '1',
    );
  });

  it('tells of the models and receipts as they are when asked', async () => {
    const { state, value } = setup();
    const info = (version: string) =>
      `showrunner_model_info{role="champion",version="${version}",family="als",model_id="m",dataset_id="d"}`;
    expect(await value(info('als/3'))).toBe('1');
    expect(await value('showrunner_receipts_kept_total')).toBe('7');
    state.models = [{ ...als, version: 'als/4' }];
    state.lost = 5;
    expect(await value(info('als/3'))).toBeUndefined();
    expect(await value(info('als/4'))).toBe('1');
    expect(await value('showrunner_receipts_lost_total')).toBe('5');
    expect(await value('showrunner_receipts_lost_total')).toBe('5');
  });
});
