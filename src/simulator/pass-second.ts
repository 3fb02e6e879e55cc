import { itemId, userId } from '../domain/ids.ts';
import { hashUnit } from './draws.ts';
import { isUnderWay } from './incident.ts';
import { poisson, rhythmAt } from './population.ts';
import type { Recommender, RecommenderAnswer } from './recommender.ts';
import { visitsPerSecond, type SimulationState } from './simulation-state.ts';
import { TIMER, type Timer } from './timers.ts';
import { decide, planViewing, truthOf, visitOf, type Visit } from './visit.ts';
import { voided } from './void-answer.ts';

/** The best list is worked out for one visit in fifty, and for fewer in larger catalogues. */
const idealEvery = (itemCount: number): number => Math.max(50, Math.ceil(itemCount / 40));
/** Share of viewings after which the viewer looks for something else within ten minutes. */
const AGAIN_RATE = 0.2;
const AGAIN_SECONDS = { least: 45, more: 500 };

/**
 * Lets one second pass: held lines, arrivals, everything that is due, requests and answers. All
 * requests of the second are asked at once and settled in the order in which they were made.
 */
export async function passSecond(state: SimulationState, recommender: Recommender): Promise<void> {
  const { second, output } = state;
  output.muted = second * 1000 < state.world.config.startMs;
  state.trends.refresh(second * 1000);
  output.begin(second);
  const visits = [...newcomersOf(state), ...arrivalsOf(state), ...runTimers(state)];
  if (visits.length > 0) await askAll(state, visits, recommender);
  for (const event of state.answers.take(second)) output.event(event);
  state.second++;
}

function begin(state: SimulationState, user: number): Visit {
  state.population.setBusy(user, true);
  return visitOf(state.world.config, user, state.second);
}

const NOBODY: readonly Visit[] = [];

/** New accounts look around at once. */
function newcomersOf(state: SimulationState): readonly Visit[] {
  const { config } = state.world;
  const perSecond = (config.userCount * config.newAccountRate * rhythmAt(state.second)) / 86_400;
  const count = poisson(state.newcomers, perSecond);
  if (count === 0) return NOBODY;
  return Array.from({ length: count }, () => {
    const user = state.population.open(state.second);
    state.memory.reserve(user + 1);
    const time = { ms: state.second * 1000, nanos: 0 };
    if (config.accountLines)
      state.output.event({ kind: 'account', time, userId: userId(String(user)) });
    return begin(state, user);
  });
}

function arrivalsOf(state: SimulationState): readonly Visit[] {
  const visits: Visit[] = [];
  let left = poisson(state.arrivals, visitsPerSecond(state) * rhythmAt(state.second));
  for (; left > 0; left--) {
    const user = state.population.draw(state.arrivals, state.second);
    if (user !== null) visits.push(begin(state, user));
  }
  return visits;
}

function runTimers(state: SimulationState): readonly Visit[] {
  const visits: Visit[] = [];
  state.timers.run(state.second, (timer) => {
    if (timer.kind === TIMER.tick) tick(state, timer);
    else if (timer.kind === TIMER.rating) rate(state, timer);
    else if (!state.population.isBusy(timer.user)) visits.push(begin(state, timer.user));
  });
  return visits;
}

function tick(state: SimulationState, timer: Timer): void {
  const { user, item, minute, last, liked } = timer;
  state.output.watch(user, state.idBytes[item]!, minute);
  if (minute < last)
    return state.timers.add({ ...timer, minute: minute + 1 }, state.second + state.nextGap());
  state.memory.remember(user, item, liked);
  state.population.setBusy(user, false);
  const unit = hashUnit(state.world.config.seed, user, state.second, 800);
  if (unit >= AGAIN_RATE) return;
  const pause = AGAIN_SECONDS.least + Math.floor((unit / AGAIN_RATE) * AGAIN_SECONDS.more);
  state.timers.add({ ...timer, kind: TIMER.visit }, state.second + pause);
}

const rate = ({ output, second, world }: SimulationState, { user, item, minute }: Timer): void =>
  output.event({
    kind: 'rating',
    time: { ms: second * 1000, nanos: 0 },
    userId: userId(String(user)),
    itemId: itemId(world.items.ids[item]!),
    rating: minute,
  });

async function askAll(
  state: SimulationState,
  visits: readonly Visit[],
  recommender: Recommender,
): Promise<void> {
  const { incidents } = state.world.config;
  const isVoided = isUnderWay(incidents, 'voided-answers', state.second * 1000);
  const answers = await Promise.all(
    visits.map((visit) => (visit.asks ? recommender.ask(String(visit.user), visit.atMs) : null)),
  );
  for (const [k, visit] of visits.entries()) {
    const given = answers[k] ?? null;
    const answer = given !== null && isVoided ? voided(given) : given;
    if (answer !== null) state.answers.add(visit, answer);
    settle(state, visit, answer);
  }
}

/** The viewer decides; what follows is put on timers. */
function settle(state: SimulationState, visit: Visit, answer: RecommenderAnswer | null): void {
  const { world, timers } = state;
  const { user } = visit;
  const shown = (answer?.itemIds ?? []).flatMap((id) => world.itemOf(id) ?? []);
  const mind = state.mindAt(user, visit.atMs, visit.key);
  const choice = decide(mind, visit, shown);
  if (!state.output.muted) {
    const ideal = state.visitCount++ % idealEvery(world.items.count) === 0;
    state.truths.push(truthOf(world, mind, { visit, answer, shown, choice, ideal }));
  }
  if (choice === null) return state.population.setBusy(user, false);
  const readyMs = visit.atMs + (answer?.latencyMs ?? 0);
  const { item, firstSecond, last, liked, rating } = planViewing(world, mind, {
    ...visit,
    choice,
    readyMs,
  });
  state.trends.count(item);
  timers.add({ kind: TIMER.tick, user, item, minute: 0, last, liked }, firstSecond);
  if (rating !== null)
    timers.add(
      { kind: TIMER.rating, user, item, minute: rating.stars, last: 0, liked },
      rating.second,
    );
}
