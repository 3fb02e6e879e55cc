import { seededRng, type Rng } from '../math/rng.ts';
import { badRelease } from './bad-answer.ts';
import { createAnswerQueue, type AnswerQueue } from './answer-queue.ts';
import { createCircles } from './circles.ts';
import { createLogOutput, type LogOutput } from './log-output.ts';
import { createMemory, type Memory } from './memory.ts';
import { createMindReader, type Mind } from './mind.ts';
import { createPopulation, type Population } from './population.ts';
import type { RecommenderAnswer } from './recommender.ts';
import { tickGaps } from './tick-gaps.ts';
import { createTimers, type Timers } from './timers.ts';
import { createTrends, type Trends } from './trends.ts';
import type { VisitTruth } from './truth.ts';
import type { World } from './world.ts';

/** Everything that changes while a simulation runs. */
export interface SimulationState {
  readonly world: World;
  readonly population: Population;
  readonly memory: Memory;
  readonly trends: Trends;
  readonly timers: Timers;
  readonly answers: AnswerQueue;
  readonly output: LogOutput;
  /** Streams of chance, one per purpose. */
  readonly arrivals: Rng;
  readonly newcomers: Rng;
  readonly nextGap: () => number;
  /** Movie ids with a slash behind, as watch lines hold them. */
  readonly idBytes: readonly Uint8Array[];
  /** What a bad release makes of an answer. */
  readonly spoil: (answer: RecommenderAnswer) => RecommenderAnswer;
  mindAt(user: number, atMs: number, visitKey: number): Mind;
  /** Truth since the last batch. */
  truths: VisitTruth[];
  /** Visits whose truth was noted, ever. */
  visitCount: number;
  /** The second that comes next. */
  second: number;
}

/** Visits all accounts together begin in an average second. */
export const visitsPerSecond = ({
  world,
  population,
}: Pick<SimulationState, 'world' | 'population'>): number =>
  (population.count * world.config.viewingsPerUserDay) / 86_400;

/** The state before the warm-up: nobody watches, nothing is remembered. */
export function initialState(world: World): SimulationState {
  const { config, items } = world;
  const { seed, incidents } = config;
  const second = config.startMs / 1000 - config.warmUpMinutes * 60;
  const population = createPopulation(config, second);
  const memory = createMemory(config.userCount + 1);
  const watchesPerHour = visitsPerSecond({ world, population }) * 3600;
  const trends = createTrends(items, { seed, incidents, watchesPerHour });
  const circles = createCircles(seed, items);
  const readMind = createMindReader({ items, circles, memory, trends, seed });
  const epochAt = (atMs: number): number =>
    incidents.filter((i) => i.kind === 'taste-shift' && i.fromMs <= atMs).length;
  return {
    world,
    population,
    memory,
    trends,
    timers: createTimers(),
    answers: createAnswerQueue(config.host),
    output: createLogOutput(config),
    arrivals: seededRng(seed, 'simulator', 'arrivals'),
    newcomers: seededRng(seed, 'simulator', 'newcomers'),
    nextGap: tickGaps(seededRng(seed, 'simulator', 'ticks')),
    idBytes: items.ids.map((id) => new TextEncoder().encode(`${id}/`)),
    spoil: badRelease(items),
    mindAt: (user, atMs, visitKey) => readMind({ user, atMs, visitKey, epoch: epochAt(atMs) }),
    truths: [],
    visitCount: 0,
    second,
  };
}
