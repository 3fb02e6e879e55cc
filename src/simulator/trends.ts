import { cumulativeOf, hashUnit, pickCumulative } from './draws.ts';
import type { Incident } from './incident.ts';
import type { ItemTable } from './item-table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A viewing counts half after this time. */
const HALF_LIFE_MS = 2 * DAY_MS;
const CHART_LENGTH = 100;

/**
 * What is in the air: how well known each movie is now, by its lasting fame, by fashion, and by how
 * much it was watched here lately. The last closes the loop: what is shown is watched, what is
 * watched is talked about, what is talked about is found.
 */
export interface Trends {
  /** Counts one viewing. */
  count(item: number): void;
  /** Brings the tables up to an instant; call at least once per simulated hour. */
  refresh(atMs: number): void;
  /** A movie drawn by how well known it is. @param unit in [0, 1) */
  pick(unit: number): number;
  /** The most watched movies of the last days that can be watched, best first, at most 100. */
  chart(): readonly number[];
}

/** Trends at the start: fame and fashion only. @param watchesPerHour of the whole service, > 0 */
export function createTrends(
  items: ItemTable,
  options: {
    readonly seed: number;
    readonly incidents: readonly Incident[];
    readonly watchesPerHour: number;
  },
): Trends {
  const watched = new Float64Array(items.count);
  const fameTotal = items.fame.reduce((sum, fame) => sum + fame, 0);
  // In the steady state the decayed counts sum to about this much; fame keeps half of the voice.
  const steady = (options.watchesPerHour * HALF_LIFE_MS) / HOUR_MS / Math.LN2;
  let known: Float64Array = new Float64Array(1);
  let chart: readonly number[] = [];
  let refreshedMs = -Infinity;
  return {
    count: (item) => void watched[item]!++,
    refresh: (atMs) => {
      if (atMs - refreshedMs < HOUR_MS) return;
      const decay = refreshedMs === -Infinity ? 1 : 0.5 ** ((atMs - refreshedMs) / HALF_LIFE_MS);
      refreshedMs = atMs;
      const weights = new Float64Array(items.count);
      for (let item = 0; item < items.count; item++) {
        watched[item]! *= decay;
        if (items.launchMs[item]! > atMs) continue;
        const lasting =
          (items.fame[item]! / fameTotal) * fashionOf(items, item, { ...options, atMs });
        weights[item] = lasting + (0.6 * watched[item]!) / steady;
      }
      known = cumulativeOf(weights);
      chart = chartOf(watched, weights);
    },
    pick: (unit) => pickCumulative(known, unit),
    chart: () => chart,
  };
}

/** By viewings; by fame among the equally watched, so that a new service has a chart as well. */
function chartOf(watched: Float64Array, weights: Float64Array): readonly number[] {
  const order = Array.from(weights.keys()).filter((item) => weights[item]! > 0);
  order.sort((a, b) => watched[b]! - watched[a]! || weights[b]! - weights[a]! || a - b);
  return order.slice(0, CHART_LENGTH);
}

/**
 * How much a movie is in fashion, a factor around 1: a slow wave of weeks of its own, and now and
 * then a week in which everybody talks about it. A launched title is in fashion until its incident ends.
 */
function fashionOf(
  items: ItemTable,
  item: number,
  at: { readonly seed: number; readonly incidents: readonly Incident[]; readonly atMs: number },
): number {
  const launchMs = items.launchMs[item]!;
  if (launchMs !== -Infinity) {
    const launch = at.incidents.find((i) => i.kind === 'title-launch' && i.fromMs === launchMs);
    return launch !== undefined && at.atMs < launch.toMs ? 8 : 1;
  }
  const days = at.atMs / DAY_MS;
  const period = 20 + 60 * hashUnit(at.seed, item, 200);
  const wave = Math.exp(
    0.5 * Math.sin(2 * Math.PI * (days / period + hashUnit(at.seed, item, 201))),
  );
  const talkedAbout = hashUnit(at.seed, item, 202, Math.floor(days / 7)) < 0.01;
  return talkedAbout ? 6 * wave : wave;
}
