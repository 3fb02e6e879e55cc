import { expect, it } from 'vitest';
import { experiments } from '../../proofs/experiments.ts';

type Rows = readonly Readonly<Record<string, number>>[];

it('concludes little of equal ways, finds what is planted, and takes a loss back early, in small', async () => {
  const { figures } = await experiments(
    {
      pool: { users: 500, movies: 300, seed: 3 },
      equalRuns: 40,
      users: 12_000,
      coverageRuns: 60,
      coverage: [{ share: 0.5, users: 3000, change: 0.2, spread: 0 }],
      powerRuns: 60,
      power: [{ metric: 'minutes', effect: 0.15, share: 0.5 }],
      ramps: [{ users: 20_000, runs: 12, changes: [-0.15] }],
      releases: { users: 20_000, runs: 12, changes: [0, -0.1] },
      threads: 1,
    },
    () => undefined,
  );
  const rows = (name: string): Rows => figures[name] as Rows;
  const runs = rows('equalWays').reduce((sum, row) => sum + row['runs']!, 0);
  const concluded = rows('equalWays').reduce(
    (sum, row) => sum + row['runs']! * row['concludedRate']!,
    0,
  );
  // Five plans of 40: at 5 % each, 10 of 200 with a deviation of 3.1.
  expect(runs).toBe(200);
  expect(concluded).toBeLessThanOrEqual(10 + 2 * 3.1);
  // 60 runs at 5 %: 3 with a deviation of 1.7.
  expect(rows('coverage').at(-1)!['missedRate']).toBeLessThan((3 + 3 * 1.7) / 60);
  // Promised are 80 of 100; of 60 runs that is known to 5.2 points.
  expect(rows('power')[0]!['foundRate']).toBeGreaterThan(0.8 - 3 * 0.052);
  const [loss] = rows('ramps');
  expect(loss).toMatchObject({ abortRate: 1, widerRate: 0 });
  expect(loss!['mostMetRate']).toBeLessThan(0.25);
  // Twelve runs at -15 %: found by when it is foretold, or sooner.
  expect(loss!['hours']).toBeLessThanOrEqual(loss!['foretoldHours']!);
  expect(loss!['hours']).toBeGreaterThan(loss!['foretoldHours']! / 2);
  const [same, worse] = rows('releases');
  expect(same).toMatchObject({ abortRate: 0 });
  expect(same!['promoteRate']).toBeGreaterThan(0.8);
  expect(worse).toMatchObject({ promoteRate: 0 });
  // The truth of the coverage is not 0: bounds around 0 would miss it.
  expect(rows('pool')[0]!['minutes']).toBeGreaterThan(50);
});
