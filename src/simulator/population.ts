import type { Rng } from '../math/rng.ts';
import type { SimulationConfig } from './config.ts';
import { hashNormal, hashUnit } from './draws.ts';

/** Who has an account, who is at it, and who comes next. Users are numbered from 1; row = number. */
export interface Population {
  /** Accounts ever made; also the highest user number. */
  readonly count: number;
  /** Whether a user is asking or watching now. */
  isBusy(user: number): boolean;
  setBusy(user: number, busy: boolean): void;
  /** Opens the next account. @returns its number */
  open(second: number): number;
  /** A user who begins a visit, drawn by how active they are; `null` when nobody suitable was found. */
  draw(rng: Rng, second: number): number | null;
}

const DAY_SECONDS = 86_400;
/** Activity is log-normal with mean 1; few are more than six times as active as the average. */
const SPREAD = 0.8;
const MOST_ACTIVE = 6;

/** The accounts of the start. Memory: 9 bytes a user. */
export function createPopulation(config: SimulationConfig, originSecond: number): Population {
  let joined = new Float64Array(config.userCount + 1).fill(originSecond);
  let busy = new Uint8Array(config.userCount + 1);
  let count = config.userCount;
  const leftBy = (user: number, second: number): boolean =>
    config.leaveRate > 0 &&
    second >
      joined[user]! - (Math.log(hashUnit(config.seed, user, 500)) / config.leaveRate) * DAY_SECONDS;
  const activityOf = (user: number): number =>
    Math.exp(SPREAD * hashNormal(config.seed, user, 501) - (SPREAD * SPREAD) / 2);
  return {
    get count() {
      return count;
    },
    isBusy: (user) => busy[user] === 1,
    setBusy: (user, value) => void (busy[user] = value ? 1 : 0),
    open: (second) => {
      count++;
      if (count >= joined.length) {
        const size = Math.ceil(count * 1.25) + 16;
        joined = extended(new Float64Array(size), joined);
        busy = extended(new Uint8Array(size), busy);
      }
      joined[count] = second;
      return count;
    },
    draw: (rng, second) => {
      for (let attempt = 0; attempt < 60; attempt++) {
        const user = 1 + rng.integer(count);
        if (rng.uniform() * MOST_ACTIVE >= activityOf(user)) continue;
        return busy[user] === 1 || leftBy(user, second) ? null : user;
      }
      return null;
    },
  };
}

function extended<T extends Float64Array | Uint8Array>(larger: T, old: T): T {
  larger.set(old);
  return larger;
}

/** How busy the service is at an instant, a factor of mean 1 over a week: evenings and weekends. */
export function rhythmAt(second: number): number {
  const hour = (second / 3600) % 24;
  const daysSinceThursday = Math.floor(second / DAY_SECONDS) % 7;
  const weekend = daysSinceThursday === 2 || daysSinceThursday === 3;
  return (1 + 0.45 * Math.cos((2 * Math.PI * (hour - 20)) / 24)) * (weekend ? 1.15 : 0.94);
}

/** A Poisson draw by Knuth's product of uniforms. @param mean ≥ 0; cost O(mean) */
export function poisson(rng: Rng, mean: number): number {
  const limit = Math.exp(-mean);
  let product = rng.uniform();
  let count = 0;
  while (product > limit) {
    product *= rng.uniform();
    count++;
  }
  return count;
}
