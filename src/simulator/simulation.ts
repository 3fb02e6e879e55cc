import type { HouseKnowledge } from './house-recommender.ts';
import type { FaultRecord, PartitionLines } from './log-output.ts';
import type { Mind } from './mind.ts';
import { passSecond } from './pass-second.ts';
import type { Recommender } from './recommender.ts';
import { initialState, type SimulationState } from './simulation-state.ts';
import type { VisitTruth } from './truth.ts';
import { visitOf } from './visit.ts';
import type { World } from './world.ts';

/** Lines and truth of a stretch of simulated time. */
export interface SimulatedBatch {
  /** Everything before this instant is in this batch or in an earlier one. */
  readonly untilMs: number;
  readonly partitions: readonly PartitionLines[];
  readonly visits: readonly VisitTruth[];
  readonly faults: readonly FaultRecord[];
}

/** A service under way. It owns its viewers; the caller owns the clock and the recommender. */
export interface Simulation {
  readonly world: World;
  /** The instant reached: everything before it has happened. */
  readonly nowMs: number;
  /** Accounts ever made; also the highest user number. */
  readonly accountCount: number;
  /** Viewers asking or watching, and whatever else is going to happen. */
  readonly pending: number;
  /** For `houseRecommender`. */
  readonly house: HouseKnowledge;
  /**
   * Lets time pass up to an instant (excluded) and hands over what was written, in batches of
   * about a megabyte. Call it again to go on, not while an earlier call is being read.
   */
  advance(untilMs: number, recommender: Recommender): AsyncGenerator<SimulatedBatch>;
  /** What lists are worth to a user now; the same visit for all of them. @param lists rows of items */
  mindOf(user: number): Mind;
}

const FLUSH_BYTES = 1 << 20;

/** Starts a simulation at `startMs`, minus the warm-up, which `advance` goes through first. */
export function createSimulation(world: World): Simulation {
  const state = initialState(world);
  return {
    world,
    get nowMs() {
      return state.second * 1000;
    },
    get accountCount() {
      return state.population.count;
    },
    get pending() {
      return state.timers.pending;
    },
    house: {
      itemIds: world.items.ids,
      chart: () => state.trends.chart(),
      isOut: (item, atMs) => world.items.launchMs[item]! <= atMs,
    },
    mindOf: (user) => {
      const key = visitOf(world.config, user, state.second).key;
      return state.mindAt(user, state.second * 1000, key);
    },
    async *advance(untilMs, recommender) {
      while (state.second * 1000 < untilMs) {
        await passSecond(state, recommender);
        if (state.output.size >= FLUSH_BYTES) yield takeBatch(state);
      }
      yield takeBatch(state);
    },
  };
}

function takeBatch(state: SimulationState): SimulatedBatch {
  const visits = state.truths;
  state.truths = [];
  return { untilMs: state.second * 1000, ...state.output.take(), visits };
}
