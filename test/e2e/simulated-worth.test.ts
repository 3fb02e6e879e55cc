import { expect, it } from 'vitest';
import { simulatedWorth } from '../../proofs/simulated-worth.ts';

it('earns more true watch minutes than the chart in a simulated service, in small', async () => {
  const { figures, holds } = await simulatedWorth(
    {
      users: 1000,
      movies: 800,
      historyDays: 7,
      popularityDays: 1,
      days: 2,
      seed: 2,
      settings: ['families=als', 'als.factorCount=32', 'als.epochs=6'],
    },
    () => undefined,
  );
  // Every visit is asked over HTTP; the truth is the simulator's closed form, not our own count.
  expect(figures['availability']).toBe(1);
  expect(figures['reportedGainMinutesPerExposure']).toBeGreaterThan(0);
  expect(holds).toBe(true);
});
