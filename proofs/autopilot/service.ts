import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  httpRecommender,
  openRecording,
  parseSimulationConfig,
  type Recommender,
  type SimulatedBatch,
} from '../../src/simulator/index.ts';

/** How large the simulated service is. */
export interface ServiceSetting {
  readonly users: number;
  readonly movies: number;
  /** Days with the service's own lists before the first day with ours. */
  readonly historyDays: number;
  readonly seed: number;
}

/** What was answered, as the service itself judges answers. */
export interface Answered {
  asked: number;
  /** Lists that hold something that is no known movie. */
  invalid: number;
  /** Lists of another length than 20, or with a movie twice. */
  misshapen: number;
  /** Requests without an answer, such as while the process was gone. */
  missing: number;
}

/** What a list would be worth to some viewers at this instant, by the simulator's truth. */
export interface Taken {
  /** Expected minutes, one a viewer; NaN where no list came. */
  readonly minutes: readonly number[];
}

/** A simulated service whose viewers ask a recommender over HTTP. */
export interface LiveService {
  readonly logPath: string;
  readonly moviesPath: string;
  readonly usersPath: string;
  /**
   * Lives to an hour past the end of a day (0-based). The lines of that hour, which tell the log's
   * reader that the day has ended, are written once `beforeNight` is done.
   */
  liveThrough(
    day: number,
    options: { readonly badLines: boolean; readonly beforeNight: () => Promise<void> },
  ): Promise<void>;
  /** Asks for one list, which leaves no line. */
  ask(viewer: number): Promise<void>;
  /** Asks for the lists of some viewers, and what they would be worth to each now. */
  take(): Promise<Taken>;
  readonly answered: Answered;
  close(): void;
}

const DAY_MS = 86_400_000;
export const START_MS = Date.UTC(2026, 0, 5);
/** So many lines of the log so far, as a part, are added as damaged ones on a bad day. */
const BAD_PART = 0.28;
const VIEWERS = 200;
const LIST_LENGTH = 20;

/** Opens a service and lets it live through its history with its own lists. */
export async function openLiveService(
  { users, movies, historyDays, seed }: ServiceSetting,
  folder: string,
  port: number,
): Promise<LiveService> {
  const settings = { seed, userCount: users, itemCount: movies, startMs: START_MS };
  const simulation = createSimulation(createWorld(parseSimulationConfig(settings)));
  const { world, house } = simulation;
  const recording = openRecording(world, join(folder, 'simulated'), join(folder, 'truth'));
  const rowOf = new Map(world.items.ids.map((id, row) => [id, row]));
  const live = httpRecommender({
    address: { host: '127.0.0.1', port },
    namedHost: 'autopilot',
    timeoutMs: 5_000,
    knows: (id) => rowOf.has(id),
    clock: { nowMs: () => performance.now() },
  });
  const answered: Answered = { asked: 0, invalid: 0, misshapen: 0, missing: 0 };
  const counting = countedIn(answered, live);
  let lines = 0;
  const lived = async (untilMs: number, recommender: Recommender): Promise<SimulatedBatch[]> => {
    const batches: SimulatedBatch[] = [];
    for await (const batch of simulation.advance(untilMs, recommender)) batches.push(batch);
    return batches;
  };
  const write = (batches: readonly SimulatedBatch[]): void => {
    for (const batch of batches) {
      lines += batch.partitions.reduce((sum, { lineCount }) => sum + lineCount, 0);
      recording.write(batch);
    }
  };
  const endOf = (day: number): number => START_MS + (day + 1) * DAY_MS;
  const mixed = houseRecommender('mixed', house, seed);
  write(await lived(endOf(historyDays - 1) + HOUR_MS, mixed));
  return {
    logPath: recording.logPaths[0]!,
    moviesPath: recording.moviesPath,
    usersPath: recording.usersPath,
    answered,
    liveThrough: async (day, { badLines, beforeNight }) => {
      const ofDay = await lived(endOf(day), counting);
      write(badLines ? damaged(ofDay, Math.ceil(lines * BAD_PART)) : ofDay);
      const nextHour = await lived(endOf(day) + HOUR_MS, counting);
      await beforeNight();
      write(nextHour);
    },
    ask: async (viewer) => {
      await counting.ask(String(1 + (viewer % users)), simulation.nowMs);
    },
    take: async () => {
      const minutes: number[] = [];
      for (let user = 1; user <= Math.min(VIEWERS, users); user++) {
        const { itemIds } = await counting.ask(String(user), simulation.nowMs);
        const rows = itemIds.map((id) => rowOf.get(id)!);
        const worth = simulation.mindOf(user).worthOfList(rows);
        minutes.push(itemIds.length === 0 ? Number.NaN : worth.minutes);
      }
      return { minutes };
    },
    close: () => {
      live.close();
      recording.finish(simulation.accountCount);
    },
  };
}

const HOUR_MS = 3_600_000;

/** Counts what comes back. A list that the service voids holds something it does not know. */
const countedIn = (answered: Answered, live: Recommender): Recommender => ({
  ask: async (userId, atMs) => {
    const answer = await live.ask(userId, atMs);
    answered.asked++;
    if (answer.status === 400) answered.invalid++;
    else if (answer.status !== 200) answered.missing++;
    else if (answer.itemIds.length !== LIST_LENGTH || new Set(answer.itemIds).size !== LIST_LENGTH)
      answered.misshapen++;
    return answer;
  },
});

/** Adds lines that nobody can read evenly among those of a day, as a broken producer does. */
function damaged(ofDay: readonly SimulatedBatch[], count: number): SimulatedBatch[] {
  const lines = ofDay
    .flatMap(({ partitions }) => partitions)
    .flatMap(({ bytes }) => Buffer.from(bytes).toString('utf8').split('\n').slice(0, -1));
  const each = Math.ceil(count / lines.length);
  const text = lines.map((line, k) => `${line}\n${`?broken ${k}\n`.repeat(each)}`).join('');
  const lineCount = lines.length * (1 + each);
  const partition = { partition: 0, bytes: Buffer.from(text), lineCount };
  return ofDay.map((batch, k) => ({ ...batch, partitions: k === 0 ? [partition] : [] }));
}

/** The configuration that `up` runs by: every day of the log, small models, the gate alone. */
export function writeConfig(
  path: string,
  { logPath, moviesPath, usersPath }: LiveService,
  { port, historyDays }: { readonly port: number; readonly historyDays: number },
): void {
  const lines = [
    `source: file:${logPath}`,
    `catalogue: { movies: ${moviesPath}, users: ${usersPath}, timeless: true }`,
    `schedule: { firstAfterDays: ${historyDays}, timeoutMinutes: 10 }`,
    `pipeline: { families: als, als.factorCount: 16, als.epochs: 8 }`,
    `ports: { public: ${port} }`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
}
