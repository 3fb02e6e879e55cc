import { itemId, userId } from '../domain/ids.ts';
import { seededRng } from '../math/rng.ts';
import { createCircles } from './circles.ts';
import { hashUnit } from './draws.ts';
import type { HouseKnowledge } from './house-recommender.ts';
import { createLogOutput, type FaultRecord, type PartitionLines } from './log-output.ts';
import { isUnderWay } from './incident.ts';
import { createMemory } from './memory.ts';
import { createMindReader, type Mind } from './mind.ts';
import { createPopulation, poisson, rhythmAt } from './population.ts';
import type { Recommender, RecommenderAnswer } from './recommender.ts';
import { tickGaps } from './tick-gaps.ts';
import { createTimers, TIMER, type Timer } from './timers.ts';
import { createTrends } from './trends.ts';
import type { VisitTruth } from './truth.ts';
import { decide, planViewing, truthOf, visitOf, type Visit } from './visit.ts';
import { voided } from './void-answer.ts';
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
/** The best list is worked out for one visit in fifty, and for fewer in larger catalogues. */
const idealEvery = (itemCount: number): number => Math.max(50, Math.ceil(itemCount / 40));
/** After a liked movie the next visit often follows at once; after an abandoned one as well. */
const AGAIN_RATE = 0.2;

/** Starts a simulation at `startMs`, minus the warm-up, which `advance` goes through first. */
export function createSimulation(world: World): Simulation {
  const { config, items } = world;
  const originSecond = config.startMs / 1000 - config.warmUpMinutes * 60;
  const population = createPopulation(config, originSecond);
  const memory = createMemory(config.userCount + 1);
  const visitsPerSecond = (): number => (population.count * config.viewingsPerUserDay) / 86_400;
  const trends = createTrends(items, {
    seed: config.seed,
    incidents: config.incidents,
    watchesPerHour: visitsPerSecond() * 3600,
  });
  const circles = createCircles(config.seed, items);
  const readMind = createMindReader({ items, circles, memory, trends, seed: config.seed });
  const timers = createTimers();
  const output = createLogOutput(config);
  const arrivals = seededRng(config.seed, 'simulator', 'arrivals');
  const newcomers = seededRng(config.seed, 'simulator', 'newcomers');
  const nextGap = tickGaps(seededRng(config.seed, 'simulator', 'ticks'));
  const idBytes = items.ids.map((id) => new TextEncoder().encode(`${id}/`));
  const answered = new Map<number, { visit: Visit; answer: RecommenderAnswer }[]>();
  let truths: VisitTruth[] = [];
  let visitCount = 0;
  let second = originSecond;

  const epochAt = (atMs: number): number =>
    config.incidents.filter((i) => i.kind === 'taste-shift' && i.fromMs <= atMs).length;
  const mindAt = (user: number, atMs: number, visitKey: number): Mind =>
    readMind({ user, atMs, visitKey, epoch: epochAt(atMs) });

  const begin = (user: number, visits: Visit[]): void => {
    population.setBusy(user, true);
    visits.push(visitOf(config, user, second));
  };
  const arrive = (visits: Visit[]): void => {
    const rhythm = rhythmAt(second);
    const opened = poisson(newcomers, (config.userCount * config.newAccountRate * rhythm) / 86_400);
    for (let k = 0; k < opened; k++) {
      const user = population.open(second);
      memory.reserve(user + 1);
      if (config.accountLines)
        output.event({
          kind: 'account',
          time: { ms: second * 1000, nanos: 0 },
          userId: userId(String(user)),
        });
      begin(user, visits);
    }
    const arriving = poisson(arrivals, visitsPerSecond() * rhythm);
    for (let k = 0; k < arriving; k++) {
      const user = population.draw(arrivals, second);
      if (user !== null && !population.isBusy(user)) begin(user, visits);
    }
  };
  const settle = (visit: Visit, answer: RecommenderAnswer | null): void => {
    const readyMs = visit.atMs + (answer?.latencyMs ?? 0);
    const shown = (answer?.itemIds ?? []).flatMap((id) => world.itemOf(id) ?? []);
    const mind = mindAt(visit.user, visit.atMs, visit.key);
    const choice = decide(mind, visit, shown);
    if (!output.muted)
      truths.push(
        truthOf(world, mind, {
          visit,
          answer,
          shown,
          choice,
          ideal: visitCount++ % idealEvery(items.count) === 0,
        }),
      );
    if (choice === null) return population.setBusy(visit.user, false);
    const { user } = visit;
    const { item, firstSecond, last, liked, rating } = planViewing(world, mind, {
      ...visit,
      choice,
      readyMs,
    });
    trends.count(item);
    timers.add({ kind: TIMER.tick, user, item, minute: 0, last, liked }, firstSecond);
    if (rating !== null)
      timers.add(
        { kind: TIMER.rating, user, item, minute: rating.stars, last: 0, liked },
        rating.second,
      );
  };
  const tick = (timer: Timer): void => {
    const { user, item, minute, last, liked } = timer;
    output.watch(user, idBytes[item]!, minute);
    if (minute < last) return timers.add({ ...timer, minute: minute + 1 }, second + nextGap());
    memory.remember(user, item, liked);
    population.setBusy(user, false);
    const unit = hashUnit(config.seed, user, second, 800);
    if (unit < AGAIN_RATE)
      timers.add(
        { kind: TIMER.visit, user, item: 0, minute: 0, last: 0, liked },
        second + 45 + Math.floor(unit * 2500),
      );
  };
  const rate = ({ user, item, minute }: Timer): void =>
    output.event({
      kind: 'rating',
      time: { ms: second * 1000, nanos: 0 },
      userId: userId(String(user)),
      itemId: itemId(items.ids[item]!),
      rating: minute,
    });
  const runTimers = (visits: Visit[]): void =>
    timers.run(second, (timer) => {
      if (timer.kind === TIMER.tick) tick(timer);
      else if (timer.kind === TIMER.rating) rate(timer);
      else if (!population.isBusy(timer.user)) begin(timer.user, visits);
    });
  const askAll = async (visits: readonly Visit[], recommender: Recommender): Promise<void> => {
    const isVoided = isUnderWay(config.incidents, 'voided-answers', second * 1000);
    const answers = await Promise.all(
      visits.map((visit) => (visit.asks ? recommender.ask(String(visit.user), visit.atMs) : null)),
    );
    for (const [k, visit] of visits.entries()) {
      const given = answers[k] ?? null;
      const answer = given !== null && isVoided ? voided(given) : given;
      if (answer !== null) noteAnswer(visit, answer);
      settle(visit, answer);
    }
  };
  const noteAnswer = (visit: Visit, answer: RecommenderAnswer): void => {
    const due = Math.floor((visit.atMs + answer.latencyMs) / 1000);
    answered.set(due, [...(answered.get(due) ?? []), { visit, answer }]);
  };
  const writeAnswers = (): void => {
    const due = answered.get(second);
    if (due === undefined) return;
    answered.delete(second);
    const doneMs = (one: { visit: Visit; answer: RecommenderAnswer }): number =>
      one.visit.atMs + one.answer.latencyMs;
    due.sort((a, b) => doneMs(a) - doneMs(b) || a.visit.nanos - b.visit.nanos);
    for (const one of due)
      output.event({
        kind: 'recommendation',
        time: { ms: doneMs(one), nanos: one.visit.nanos },
        userId: userId(String(one.visit.user)),
        host: config.host,
        status: one.answer.status,
        itemIds: one.answer.itemIds.map(itemId),
        errorText: one.answer.errorText,
        latencyMs: one.answer.latencyMs,
      });
  };
  const batch = (): SimulatedBatch => {
    const visits = truths;
    truths = [];
    return { untilMs: second * 1000, ...output.take(), visits };
  };

  return {
    world,
    get nowMs() {
      return second * 1000;
    },
    get accountCount() {
      return population.count;
    },
    get pending() {
      return timers.pending;
    },
    house: {
      itemIds: items.ids,
      chart: () => trends.chart(),
      isOut: (item, atMs) => items.launchMs[item]! <= atMs,
    },
    mindOf: (user) => mindAt(user, second * 1000, visitOf(config, user, second).key),
    async *advance(untilMs, recommender) {
      for (; second * 1000 < untilMs;) {
        const visits: Visit[] = [];
        output.muted = second * 1000 < config.startMs;
        trends.refresh(second * 1000);
        output.begin(second);
        arrive(visits);
        runTimers(visits);
        if (visits.length > 0) await askAll(visits, recommender);
        writeAnswers();
        second++;
        if (output.size >= FLUSH_BYTES) yield batch();
      }
      yield batch();
    },
  };
}
