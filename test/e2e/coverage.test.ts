import { expect, it } from 'vitest';
import { CLAIMED, coverage } from '../../proofs/coverage.ts';

it('covers what personal lists are worth about as often as it says, in small', async () => {
  const runs = 16;
  const small = { users: 240, movies: 100, historyDays: 2, days: 1, rate: 0.5 };
  const { figures } = await coverage(
    { small, runs, demo: [{ ...small, users: 960 }], demoRuns: 2, threads: 1 },
    () => undefined,
  );
  // Of 16 intervals of 95 %, 12 or fewer hold the truth with a probability below 1 in 100.
  const fewest = 13 / runs;
  expect(figures['coverage']).toBeGreaterThanOrEqual(fewest);
  expect(fewest).toBeLessThan(CLAIMED.least);
  // Four times the users: about half as wide.
  const [larger] = figures['demo'] as readonly { readonly medianHalfWidth: number }[];
  const ratio = Number(figures['medianHalfWidth']) / larger!.medianHalfWidth;
  expect(ratio).toBeGreaterThan(1.5);
  expect(ratio).toBeLessThan(2.8);
});
