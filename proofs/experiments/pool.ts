import {
  createSimulation,
  createWorld,
  houseRecommender,
  parseSimulationConfig,
  type VisitTruth,
} from '../../src/simulator/index.ts';

/** How large the simulated service is whose users are drawn again. */
export interface PoolSetting {
  readonly users: number;
  readonly movies: number;
  readonly seed: number;
}

/** Steps of a ramp that a chain lasts, and the days from the start of one to that of the next. */
export const STEPS = 4;
const STEP_DAYS = 2;
/** Days on which an experiment may begin: two days of history at least, and room for its steps. */
const FIRST_START = 2;
const STARTS = 4;
const DAYS = FIRST_START + STARTS + STEPS * STEP_DAYS;
const MINUTES_A_DAY = 1440;
const START_MS = Date.UTC(2026, 0, 5);

/**
 * Chains: a user of the simulated service and a day on which an experiment may have begun, with what
 * the user did in each of four steps. Columns are chains × steps, row-major.
 */
export interface Pool {
  readonly chains: number;
  /** Minutes from the step's start to the user's first list; −1 for who asked for none in 2 days. */
  readonly entry: Int32Array;
  /** Minutes watched in the 24 hours after it. */
  readonly minutes: Float64Array;
  /** Lists in them, at least 1. */
  readonly lists: Float64Array;
  /** A chain each: minutes in the 24 hours before the first step; NaN for who was not there yet. */
  readonly before: Float64Array;
}

/** Lets a service live with its own mixed lists and writes down what its users did. */
export async function livedPool(setting: PoolSetting): Promise<Pool> {
  const simulation = createSimulation(
    createWorld(
      parseSimulationConfig({
        seed: setting.seed,
        userCount: setting.users,
        itemCount: setting.movies,
        startMs: START_MS,
        faults: { inserted: 0, replaced: 0 },
      }),
    ),
  );
  const house = houseRecommender('mixed', simulation.house, setting.seed);
  const byUser = new Map<string, VisitTruth[]>();
  for await (const { visits } of simulation.advance(START_MS + DAYS * 86_400_000, house))
    for (const visit of visits) {
      const visitsOf = byUser.get(visit.userId) ?? [];
      byUser.set(visit.userId, visitsOf);
      visitsOf.push(visit);
    }
  return poolOf([...byUser.values()]);
}

function poolOf(users: readonly (readonly VisitTruth[])[]): Pool {
  const chains = users.length * STARTS;
  const pool: Pool = {
    chains,
    entry: new Int32Array(chains * STEPS),
    minutes: new Float64Array(chains * STEPS),
    lists: new Float64Array(chains * STEPS),
    before: new Float64Array(chains),
  };
  for (const [user, visits] of users.entries())
    for (let k = 0; k < STARTS; k++)
      fillChain(pool, user * STARTS + k, { visits, day: FIRST_START + k });
  return pool;
}

const minuteOf = ({ atMs }: VisitTruth): number => Math.floor((atMs - START_MS) / 60_000);

function fillChain(
  pool: Pool,
  chain: number,
  { visits, day }: { readonly visits: readonly VisitTruth[]; readonly day: number },
): void {
  const start = day * MINUTES_A_DAY;
  const isNew = !visits.some((visit) => minuteOf(visit) < start);
  pool.before[chain] = isNew ? Number.NaN : within(visits, start - MINUTES_A_DAY).minutes;
  for (let step = 0; step < STEPS; step++) {
    const at = chain * STEPS + step;
    const begin = start + step * STEP_DAYS * MINUTES_A_DAY;
    const first = visits.find((visit) => visit.status === 200 && minuteOf(visit) >= begin);
    const entry = first === undefined ? Infinity : minuteOf(first) - begin;
    pool.entry[at] = entry < STEP_DAYS * MINUTES_A_DAY ? entry : -1;
    if (pool.entry[at] < 0) continue;
    const { minutes, lists } = within(visits, begin + entry);
    pool.minutes[at] = minutes;
    pool.lists[at] = lists;
  }
}

/** What was watched and asked for in the 24 hours from a minute on. A visit counts as it begins. */
function within(
  visits: readonly VisitTruth[],
  from: number,
): { readonly minutes: number; readonly lists: number } {
  let [minutes, lists] = [0, 0];
  for (const visit of visits) {
    const at = minuteOf(visit);
    if (at < from || at >= from + MINUTES_A_DAY) continue;
    minutes += visit.took?.minutes ?? 0;
    if (visit.status === 200) lists++;
  }
  return { minutes, lists };
}

/** The rows (chain · STEPS + step) of a step in which the chain's user asked for a list. */
export function enteredRows({ chains, entry }: Pool, step: number): Int32Array {
  const rows = Int32Array.from({ length: chains }, (_, chain) => chain * STEPS + step);
  return rows.filter((row) => entry[row]! >= 0);
}
