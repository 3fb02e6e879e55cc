import { describe, expect, it } from 'vitest';
import { serveMetrics, type SwapFigures } from '../../../src/telemetry/index.ts';

const figures: SwapFigures = {
  isLoading: true,
  swaps: 3,
  refusals: 1,
  lastSeconds: 1.25,
  lastOverlapRate: null,
  threads: 2,
  deaths: 4,
  waiting: 5,
  inFlight: 6,
  serviceMs: 7,
  answered: 80,
  batches: 9,
  shed: 10,
  expired: 11,
};

describe('the metrics of swaps and scoring', () => {
  it('say what was read at the moment they are asked for', async () => {
    let swaps = 3;
    const metrics = serveMetrics({
      models: () => [],
      exposures: () => ({ kept: 0, late: 0, lost: 0, trouble: null }),
      swaps: () => ({ ...figures, swaps }),
    });
    const values = async () =>
      Object.fromEntries(
        (await metrics.text())
          .split('\n')
          .filter((line) => /^showrunner_(?:model|scoring)/.test(line))
          .map((line) => line.slice('showrunner_'.length).split(' ')),
      ) as Record<string, string>;
    expect(await values()).toEqual({
      model_loading: '1',
      model_swaps_total: '3',
      model_refusals_total: '1',
      model_swap_seconds: '1.25',
      model_shadow_overlap: 'Nan',
      scoring_threads: '2',
      scoring_waiting: '5',
      scoring_in_flight: '6',
      scoring_service_seconds: '0.007',
      scoring_answered_total: '80',
      scoring_batches_total: '9',
      scoring_shed_total: '10',
      scoring_expired_total: '11',
      scoring_deaths_total: '4',
    });
    swaps = 4;
    expect((await values())['model_swaps_total']).toBe('4');
  });

  it('are left out where models do not change', async () => {
    const metrics = serveMetrics({
      models: () => [],
      exposures: () => ({ kept: 0, late: 0, lost: 0, trouble: null }),
    });
    expect(await metrics.text()).not.toContain('showrunner_scoring');
  });
});
