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
import { ownLists, type OwnList } from './own-lists.ts';

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
  /** Lists of another length than was asked for, or with a movie twice. */
  misshapen: number;
  /** Requests without an answer, such as while the process was gone. */
  missing: number;
}

/** What a viewer's list would be worth at this instant, by the simulator's truth. */
export interface Taken {
  /** Expected minutes; NaN where no list came. */
  readonly minutes: number;
  /** The model that made the list; `null` where none did. */
  readonly version: string | null;
}

/** A simulated service whose viewers ask a recommender over HTTP. */
export interface LiveService {
  readonly logPath: string;
  readonly moviesPath: string;
  readonly usersPath: string;
  /**
   * Lives up to an instant. What happened is not in the log yet.
   *
   * @returns writes it to the log, with damaged lines among it where that is asked for
   */
  live(untilMs: number): Promise<(options?: { readonly isDamaged: boolean }) => void>;
  /** Asks for a list for oneself, which leaves no line. @param viewer counted from 0, over and over */
  ask(viewer: number): Promise<void>;
  /** What the lists of some viewers would be worth to each now; the same viewers every time. */
  take(): Promise<readonly Taken[]>;
  readonly answered: Answered;
  close(): void;
}

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5);

/** End of a day of the service, counted from 0, milliseconds since the epoch. */
export const endOfDay = (day: number): number => START_MS + (day + 1) * DAY_MS;

/** So many damaged lines are added on a bad day, as a part of all lines so far. */
const BAD_PART = 0.3;
const VIEWERS = 400;
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
      lines += linesOf([batch]);
      recording.write(batch);
    }
  };
  const mixed = houseRecommender('mixed', house, seed);
  write(await lived(endOfDay(historyDays - 1) + HOUR_MS, mixed));
  const lists = ownLists({ port, answered, knows: (id) => rowOf.has(id) });
  const worth = (user: number, { itemIds, version }: OwnList): Taken => {
    const rows = itemIds.map((id) => rowOf.get(id)!);
    const { minutes } = simulation.mindOf(user).worthOfList(rows);
    return { minutes: itemIds.length === 0 ? Number.NaN : minutes, version };
  };
  return {
    logPath: recording.logPaths[0]!,
    moviesPath: recording.moviesPath,
    usersPath: recording.usersPath,
    answered,
    live: async (untilMs) => {
      const batches = await lived(untilMs, counting);
      return ({ isDamaged } = { isDamaged: false }) =>
        write(isDamaged ? damaged(batches, BAD_PART * (lines + linesOf(batches))) : batches);
    },
    ask: async (viewer) => void (await lists.of(1 + (viewer % users))),
    take: async () => {
      const viewers = Array.from({ length: Math.min(VIEWERS, users) }, (_, at) => 1 + at);
      const own = await lists.ofAll(viewers);
      return viewers.map((user, at) => worth(user, own[at]!));
    },
    close: () => {
      live.close();
      recording.finish(simulation.accountCount);
    },
  };
}

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

const linesOf = (batches: readonly SimulatedBatch[]): number =>
  batches
    .flatMap(({ partitions }) => partitions)
    .reduce((sum, { lineCount }) => sum + lineCount, 0);

/** Adds lines that nobody can read evenly among those of a day, as a broken producer does. */
function damaged(ofDay: readonly SimulatedBatch[], count: number): SimulatedBatch[] {
  const lines = ofDay
    .flatMap(({ partitions }) => partitions)
    .flatMap(({ bytes }) => Buffer.from(bytes).toString('utf8').split('\n').slice(0, -1));
  const before = (line: number): number => Math.floor((line * count) / lines.length);
  const broken = (line: number): string =>
    `?broken ${line}\n`.repeat(before(line + 1) - before(line));
  const text = lines.map((line, k) => `${line}\n${broken(k)}`).join('');
  const lineCount = lines.length + before(lines.length);
  const partition = { partition: 0, bytes: Buffer.from(text), lineCount };
  return ofDay.map((batch, k) => ({ ...batch, partitions: k === 0 ? [partition] : [] }));
}
