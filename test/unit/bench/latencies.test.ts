import { describe, expect, it } from 'vitest';
import { latenciesOf } from '../../../bench/serve/latencies.ts';
import { growthRate } from '../../../proofs/soak/memory-curve.ts';

describe('the latencies of arrivals', () => {
  it('takes ranks, counts who came too late, and sums up faults', () => {
    // 1 to 1,000 ms: the 500th, 990th and 999th; 400 are above 600 ms.
    const arrivals = Array.from({ length: 1000 }, (_, at) => ({
      dueMs: at,
      latencyMs: 1000 - at,
      status: at < 3 ? 500 : 200,
      fault: at < 3 ? 'status 500' : null,
    }));
    expect(latenciesOf(arrivals, 4)).toEqual({
      requests: 1000,
      perSecond: 250,
      p50: 500,
      p99: 990,
      p999: 999,
      longest: 1000,
      late: 400,
      faults: { 'status 500': 3 },
    });
  });
});

describe('the growth of a memory curve', () => {
  it('compares the medians of its middle and its last third; the first is the warm-up', () => {
    const curve = { everySeconds: 1, megabytes: [10, 50, 90, 100, 400, 100, 110, 105, 900] };
    expect(growthRate(curve)).toBeCloseTo(0.1, 12);
  });
});
