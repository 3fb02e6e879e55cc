import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseMetrics } from '../../../src/http/control-metrics-text.ts';
import { shadowsIn } from '../../../src/http/control-read-shadows.ts';
import { describeShadows, type ShadowSeries } from '../../../src/telemetry/shadow-metrics.ts';

const SERIES: ShadowSeries = {
  experiment: 'next',
  outcomes: { list: 90, late: 4, failed: 3, empty: 2, unknown: 1, dropped: 7 },
  violations: 5,
  overlapRate: 0.6,
  rankBiasedOverlap: 0.5,
  seconds: 0.0042,
  championSeconds: 0.003,
};

const read = async (...series: readonly ShadowSeries[]) => {
  const registry = new Registry();
  describeShadows(registry, () => series);
  return shadowsIn(parseMetrics(await registry.metrics()));
};

describe('shadows in the metrics of serving', () => {
  it('are read as they were written, each by the name of its experiment', async () => {
    const other = { ...SERIES, experiment: 'after', violations: 0 };
    const [after, next] = await read(SERIES, other);
    expect([after!.experiment, after!.violations]).toEqual(['after', 0]);
    // 90 + 4 + 3 + 2 + 1 were asked; what was dropped was not.
    expect(next).toEqual({
      experiment: 'next',
      asked: 100,
      answered: 90,
      late: 4,
      failed: 3,
      empty: 2,
      unknown: 1,
      dropped: 7,
      violations: 5,
      overlap: 0.6,
      rankBiasedOverlap: 0.5,
      latencyMs: 4.2,
      championLatencyMs: 3,
    });
  });

  it('have no means before the first list, and are none where none runs', async () => {
    const none = {
      overlapRate: null,
      rankBiasedOverlap: null,
      seconds: null,
      championSeconds: null,
    };
    const [next] = await read({ ...SERIES, ...none });
    expect(next).toMatchObject({ overlap: null, latencyMs: null, championLatencyMs: null });
    expect(await read()).toEqual([]);
  });
});
