import {
  createSimulation,
  createWorld,
  houseRecommender,
  httpRecommender,
  startApis,
  type Simulation,
} from '../../simulator/index.ts';
import { count, duration } from '../terminal.ts';
import {
  continueRecording,
  demoPaths,
  simulationOf,
  type ContinuedRecording,
} from './demo-files.ts';
import { demoRecommender, type DemoRecommender } from './demo-recommender.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { pause, until } from './pauses.ts';
import type { RoleContext } from './role-context.ts';
import { reachable } from './reachable.ts';
import { DAY_MS, type DemoSettings } from './settings.ts';
import { dayWords } from './words.ts';

/** How often the world moves on while it is paced. */
const STEP_MS = 250;
/** The house gives lists this long into the first day, so that the log shows the past is over. */
const HOUSE_EXTRA_MS = 60_000;
/** Viewers are let in without a model when there is none after this time. */
const READY_WAIT_MS = 180_000;
const CALLER_TIMEOUT_MS = 600;
const API_REQUESTS_PER_SECOND = 100;

interface Service {
  readonly simulation: Simulation;
  readonly recommender: DemoRecommender;
  readonly recording: ContinuedRecording;
  readonly demo: DemoSettings;
  readonly liveFromMs: number;
  /** Lines made by this process. */
  lines: number;
}

/**
 * The simulated streaming service: its past as fast as it goes, then its days at their pace, with
 * viewers whose requests go to the public server over HTTP. Started again it makes everything
 * anew up to where the log ends and goes on from there.
 */
export async function simulateRole(context: RoleContext): Promise<void> {
  const { settings, say, stop } = context;
  const demo = settings.demo!;
  const simulation = createSimulation(createWorld(simulationOf(demo)));
  const { world } = simulation;
  const recording = continueRecording(world, settings.home);
  const liveFromMs = demo.startMs + demo.pastDays * DAY_MS + HOUSE_EXTRA_MS;
  const recommender = demoRecommender({
    house: houseRecommender('popularity', simulation.house, demo.seed),
    live: httpRecommender({
      address: { host: reachable(settings.host), port: settings.ports.public },
      namedHost: world.config.host,
      timeoutMs: CALLER_TIMEOUT_MS,
      knows: (movieId) => world.itemOf(movieId) !== undefined,
      clock: monotonicClock,
    }),
    liveFromMs,
    path: demoPaths(settings.home).answers,
  });
  const apis = await startApis(
    {
      world,
      accountCount: () => simulation.accountCount,
      nowMs: () => simulation.nowMs,
      clock: monotonicClock,
      requestsPerSecond: API_REQUESTS_PER_SECOND,
    },
    { port: settings.ports.simulated },
  );
  const service = { simulation, recommender, recording, demo, liveFromMs, lines: 0 };
  try {
    await goThroughPast(service, context);
    if (await opened(service, context)) await live(service, context);
    if (!stop.aborted) say(`The last day is over: ${dayWords(simulation.nowMs - 1)}.`);
  } finally {
    recommender.close();
    recording.finish(simulation.accountCount);
    await apis.close();
  }
}

/** Everything up to where the log ends, or to the end of the past when it ends before. */
async function goThroughPast(service: Service, context: RoleContext): Promise<void> {
  const { simulation, recommender, recording, demo, liveFromMs } = service;
  const { say, stop } = context;
  const isNew = recording.remaining === 0;
  const beganMs = monotonicClock.nowMs();
  say(
    isNew
      ? `A world of ${count(demo.movies)} movies and ${count(demo.users)} viewers (seed ${demo.seed}). First ${demo.pastDays} days of its past, with lists of the most popular.`
      : 'The world is there already: going through it again up to where its log ends.',
  );
  const isPast = (): boolean =>
    simulation.nowMs < liveFromMs || recording.remaining > 0 || !recommender.recalled;
  while (!stop.aborted && isPast()) await advance(service, stepOf(service), context);
  const seconds = (monotonicClock.nowMs() - beganMs) / 1000;
  if (!stop.aborted)
    say(
      isNew
        ? `The past is written in ${duration(seconds)}: ${dayWords(demo.startMs)} to ${dayWords(liveFromMs - DAY_MS)}.`
        : `Back at ${dayWords(simulation.nowMs)} in ${duration(seconds)}.`,
    );
}

/** Near the end of what is there already one second at a time: the step must not lead beyond it. */
function stepOf({ simulation, recording, liveFromMs }: Service): number {
  const far = recording.remaining > 4_000_000;
  const beforeLive = liveFromMs - simulation.nowMs;
  if (beforeLive > 0) return Math.min(beforeLive, 3_600_000);
  return far ? 600_000 : 1_000;
}

/** Waits until the public server has a model; viewers come then. @returns false when stopped */
async function opened({ demo }: Service, { settings, say, stop }: RoleContext): Promise<boolean> {
  const url = `http://${reachable(settings.host)}:${settings.ports.public}/metrics`;
  const giveUpMs = monotonicClock.nowMs() + READY_WAIT_MS;
  let told = false;
  const isReady = async (): Promise<boolean> => {
    if (await hasModel(url, stop)) return true;
    if (!told) say('The viewers wait at the door until a model is there to ask.');
    told = true;
    return monotonicClock.nowMs() > giveUpMs;
  };
  const isOpen = await until(isReady, { everyMs: 300, stop });
  if (isOpen)
    say(`The viewers come in. A day passes in about ${duration(DAY_MS / 1000 / demo.speed)}.`);
  return isOpen;
}

/** Whether the metrics of the public server name a model. Asking whether it is ready would count as a failure there. */
async function hasModel(url: string, stop: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(2000)]) });
    return (await answer.text()).includes('showrunner_model_info{');
  } catch {
    return false;
  }
}

/** Days at their pace; a world that was held up does not hurry after. */
async function live(service: Service, context: RoleContext): Promise<void> {
  const { simulation, demo } = service;
  const endMs =
    demo.untilDay === null ? Infinity : demo.startMs + (demo.pastDays + demo.untilDay) * DAY_MS;
  let day = -1;
  let beforeMs = monotonicClock.nowMs();
  while (!context.stop.aborted && simulation.nowMs < endMs) {
    const today = Math.floor(simulation.nowMs / DAY_MS);
    if (today !== day) context.say(`${dayWords(simulation.nowMs)} begins.`);
    day = today;
    await pause(STEP_MS, context.stop);
    const nowMs = monotonicClock.nowMs();
    const stepMs = Math.min(nowMs - beforeMs, 2 * STEP_MS) * demo.speed;
    beforeMs = nowMs;
    const midnight = (today + 1) * DAY_MS;
    await advance(service, Math.min(stepMs, midnight - simulation.nowMs), context);
  }
}

async function advance(
  service: Service,
  stepMs: number,
  { tell, stop }: RoleContext,
): Promise<void> {
  const { simulation, recommender, recording } = service;
  const untilMs = simulation.nowMs + Math.max(1000, Math.floor(stepMs / 1000) * 1000);
  for await (const batch of simulation.advance(untilMs, recommender)) {
    recommender.flush();
    recording.write(batch);
    for (const { lineCount } of batch.partitions) service.lines += lineCount;
    tell({
      simulatedMs: simulation.nowMs,
      lines: service.lines,
      asked: recommender.asked,
      failed: recommender.failed,
    });
    if (stop.aborted) return;
  }
}
