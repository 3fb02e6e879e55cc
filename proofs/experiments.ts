import { availableParallelism } from 'node:os';
import { equalWays, falseConclusions } from './experiments/false-conclusions.ts';
import { harmPicture } from './experiments/harm-picture.ts';
import { rampRow, type RampRow } from './experiments/harms.ts';
import { poolFigures } from './experiments/pool-figures.ts';
import { PLANNED } from './experiments/plans.ts';
import { livedPool, type PoolSetting } from './experiments/pool.ts';
import { coverageRows, powerRow, type CoverageCase } from './experiments/sequences.ts';
import type { Proof, ProofResult } from './proof.ts';

/** How much is drawn. */
export interface ExperimentsSetting {
  readonly pool: PoolSetting;
  /** Experiments of equal ways, for each plan. */
  readonly equalRuns: number;
  /** Users of the service in which the default ramp runs; simpler plans take fewer. */
  readonly users: number;
  readonly coverageRuns: number;
  readonly coverage: readonly CoverageCase[];
  readonly powerRuns: number;
  readonly power: readonly {
    readonly metric: string;
    readonly effect: number;
    readonly share: number;
  }[];
  readonly ramps: readonly {
    readonly users: number;
    readonly runs: number;
    readonly changes: readonly number[];
  }[];
  /** Ramps that promote what is not worse. */
  readonly releases: {
    readonly users: number;
    readonly runs: number;
    readonly changes: readonly number[];
  };
  readonly threads: number;
}

/** What is claimed. */
export const CLAIMED = { falseMost: 0.06, missed: 0.05, harm: -0.15 } as const;

/**
 * Draws users of a simulated service again and again into experiments, decides as the rollout does,
 * and counts what was concluded.
 */
export async function experiments(
  setting: ExperimentsSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const { threads } = setting;
  const pool = await livedPool(setting.pool);
  const figures = poolFigures(pool);
  say(
    `Outcomes: ${figures.minutes.toFixed(1)} minutes on average, deviation ${figures.deviation.toFixed(1)}.`,
  );
  const equal = [];
  for (const ways of equalWays(figures, setting.users)) {
    const row = await falseConclusions(pool, ways, { runs: setting.equalRuns, threads });
    say(`${row.name}: concluded something in ${(100 * row.concluded.rate).toFixed(2)} %.`);
    equal.push(row);
  }
  const covered = [];
  for (const of of setting.coverage) {
    covered.push(
      ...(await coverageRows(pool, figures, { ...of, runs: setting.coverageRuns, threads })),
    );
    say(
      `Bounds with ${of.share} in treatment and a change of ${of.change}: missed ${covered
        .slice(-4)
        .map(({ missed }) => missed.rate)
        .join(', ')}.`,
    );
  }
  const power = [];
  for (const of of setting.power) {
    power.push(await powerRow(pool, figures, { ...of, runs: setting.powerRuns, threads }));
    const { effect, users, found } = power.at(-1)!;
    say(`An effect of ${effect} with ${users} users: found in ${found.rate}.`);
  }
  const ramps: RampRow[] = [];
  for (const { users, runs, changes } of setting.ramps)
    for (const change of changes) {
      ramps.push(await rampRow(pool, figures, { change, users, runs, threads }));
      const { abortRate, promoteRate, metRate } = ramps.at(-1)!;
      say(
        `Ramp, ${users} users, ${change}: aborted ${abortRate}, promoted ${promoteRate}, met ${metRate}.`,
      );
    }
  const releases: RampRow[] = [];
  for (const change of setting.releases.changes) {
    const of = { ...setting.releases, change, threads, promotes: 'not-worse' } as const;
    releases.push(await rampRow(pool, figures, of));
    const { promoteRate, abortRate } = releases.at(-1)!;
    say(`A release of ${change}: promoted ${promoteRate}, aborted ${abortRate}.`);
  }
  return {
    picture: harmPicture(ramps),
    figures: {
      pool: [{ ...figures }],
      equalWays: equal.map(flat),
      coverage: covered.map(flat),
      power: power.map(flat),
      ramps: ramps.map((row) => ({ ...row })),
      releases: releases.map((row) => ({ ...row })),
    },
    holds:
      equal.every(({ concluded }) => concluded.high <= CLAIMED.falseMost) &&
      covered.every(({ from, missed }) => from < 100 || missed.low <= CLAIMED.missed) &&
      power.every(({ found, promised }) => found.high >= promised) &&
      ramps.every(
        ({ change, widerRate, abortRate }) =>
          change > CLAIMED.harm || (widerRate === 0 && abortRate >= 0.95),
      ) &&
      releases.every(
        ({ change, promoteRate }) => change > -PLANNED.tolerance || promoteRate <= CLAIMED.missed,
      ),
  };
}

/** A row with its rate, and the ends of it, beside the other figures. */
function flat(row: object): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([end, of]) => [
            end === 'rate' ? `${name}Rate` : `${name}${end === 'low' ? 'Low95' : 'High95'}`,
            of,
          ])
        : [[name, value]],
    ),
  ) as Readonly<Record<string, number | string>>;
}

/** The proof as it is run by hand. */
export const experimentsProof: Proof = {
  name: 'experiments',
  claim:
    'Experiments that are looked at every minute conclude something of two equal ways in at most 5 of 100; planted effects are found at the promised power; a loss of 15 % is aborted before more than a quarter of the users met it; what loses the tolerance is promoted as not worse in at most 5 of 100.',
  run: (say) =>
    experiments(
      {
        pool: { users: 3000, movies: 1200, seed: 1 },
        equalRuns: 2000,
        users: 20_000,
        coverageRuns: 1000,
        coverage: [
          { share: 0.5, users: 10_000, change: 0, spread: 0 },
          { share: 0.5, users: 10_000, change: 0.2, spread: 0 },
          { share: 0.05, users: 20_000, change: 0, spread: 0 },
          { share: 0.01, users: 40_000, change: 0, spread: 0 },
          { share: 0.5, users: 10_000, change: 0, spread: 1 },
          { share: 0.01, users: 40_000, change: 0, spread: 1 },
        ],
        powerRuns: 500,
        power: [
          { metric: 'minutes', effect: 0.05, share: 0.5 },
          { metric: 'minutes', effect: 0.1, share: 0.5 },
          { metric: 'minutes', effect: -0.2, share: 0.5 },
          { metric: 'minutes', effect: 0.1, share: 0.1 },
          { metric: 'minutes/lists', effect: 0.1, share: 0.5 },
        ],
        ramps: [
          { users: 20_000, runs: 300, changes: [0.2, 0.1, -0.02, -0.05, -0.1, -0.15, -0.2, -0.3] },
          { users: 100_000, runs: 60, changes: [0.1, -0.02, -0.05, -0.1, -0.15, -0.2, -0.3] },
        ],
        releases: { users: 50_000, runs: 200, changes: [0.02, 0, -0.02, -0.05, -0.1] },
        threads: Math.min(2, availableParallelism()),
      },
      say,
    ),
};
