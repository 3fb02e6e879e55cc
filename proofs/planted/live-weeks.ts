import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInstallation } from '../../src/compose.ts';
import { loadReport, type Report } from '../../src/monitoring/index.ts';
import { loadProfile, type DayProfile } from '../../src/monitoring/drift/day-profile.ts';
import { pointAlias, registerVersion } from '../../src/registry/index.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  openRecording,
  parseSimulationConfig,
  type Incident,
  type Recommender,
  type Simulation,
} from '../../src/simulator/index.ts';
import { openHome } from '../../src/store/index.ts';
import { runCommand } from '../run-command.ts';
import { DAY_MS, START_MS } from './calendar.ts';

/** A simulated service and how long it lives. */
export interface WeeksSetting {
  readonly users: number;
  readonly movies: number;
  /** Days before the first one that is judged. */
  readonly historyDays: number;
  readonly judgedDays: number;
  /** Viewings an average account begins in a day; 1 if not given. */
  readonly activity?: number;
  readonly seed: number;
  readonly incidents: readonly Incident[];
}

/** A day and what its report says of drift. */
export interface JudgedDay {
  /** Counted from 0 at the start of the log. */
  readonly number: number;
  readonly day: string;
  readonly drift: Report['drift'];
  /** The day in counts, and those of all days before it, oldest first. */
  readonly profiles: readonly DayProfile[];
  /** Id of the movie that a launch brought; `null` without one. */
  readonly launched: string | null;
}

/**
 * Lets a service live, one day after the other: its lines are ingested, its catalogue is synced as
 * it is told at the end of the day, and from the end of the history on each day is reported. A bad
 * release is a new champion in the registry, as a real one would be.
 */
export async function liveWeeks(setting: WeeksSetting, folder: string): Promise<JudgedDay[]> {
  const simulation = createSimulation(createWorld(configOf(setting)));
  const recording = openRecording(
    simulation.world,
    join(folder, 'simulated'),
    join(folder, 'truth'),
  );
  const homePath = join(folder, 'home');
  const house = houseRecommender('mixed', simulation.house, setting.seed);
  const service = promoting(house, setting.incidents, simulation);
  const launchItem = simulation.world.items.launchMs.findIndex((ms) => ms !== -Infinity);
  const launched = launchItem < 0 ? null : simulation.world.items.ids[launchItem]!;
  const days: JudgedDay[] = [];
  for (let number = 0; number < setting.historyDays + setting.judgedDays; number++) {
    const endMs = START_MS + (number + 1) * DAY_MS;
    for await (const batch of simulation.advance(endMs, service)) recording.write(batch);
    const isJudged = number >= setting.historyDays;
    // The history is ingested at once; what it says is the same.
    if (!isJudged && number < setting.historyDays - 1) continue;
    await syncAsTold(simulation, folder, homePath);
    await runCommand('ingest', '--from', `file:${recording.logPaths[0]!}`, '--home', homePath);
    if (!isJudged) continue;
    await releaseWhatIsPlanted(setting, homePath, number);
    const day = dateOf(number);
    await runCommand('report', '--day', day, '--home', homePath);
    const home = openHome(homePath);
    const known = Array.from({ length: number + 1 }, (_, k) => loadProfile(home, dateOf(k)));
    days.push({
      number,
      day,
      drift: loadReport(home, day)!.drift,
      profiles: known.filter((profile) => profile !== null),
      launched,
    });
  }
  recording.finish(simulation.accountCount);
  return days;
}

const dateOf = (number: number): string =>
  new Date(START_MS + number * DAY_MS).toISOString().slice(0, 10);

/** A service that puts a launch on top of every list while it is new, as services do. */
function promoting(
  house: Recommender,
  incidents: readonly Incident[],
  { world }: Simulation,
): Recommender {
  const launch = incidents.find(({ kind }) => kind === 'title-launch');
  const item = world.items.launchMs.findIndex((ms) => ms !== -Infinity);
  if (launch === undefined || item < 0) return house;
  const id = world.items.ids[item]!;
  return {
    ask: async (userId, atMs) => {
      const answer = await house.ask(userId, atMs);
      if (atMs < launch.fromMs || atMs >= launch.toMs) return answer;
      const listed = [...new Set([id, ...answer.itemIds])];
      return { ...answer, itemIds: listed.slice(0, answer.itemIds.length) };
    },
  };
}

const configOf = ({ seed, users, movies, activity = 1, incidents }: WeeksSetting) =>
  parseSimulationConfig({
    seed,
    userCount: users,
    itemCount: movies,
    startMs: START_MS,
    viewingsPerUserDay: activity,
    incidents: [...incidents],
  });

/** Writes users and movies as the APIs would tell them now, and syncs the catalogue with them. */
async function syncAsTold(
  { world, nowMs, accountCount }: Simulation,
  folder: string,
  homePath: string,
): Promise<void> {
  const [movies, users] = [join(folder, 'movies.jsonl'), join(folder, 'users.csv')];
  const out = Array.from(world.items.ids.keys()).filter(
    (item) => world.items.launchMs[item]! < nowMs,
  );
  writeFileSync(movies, out.map((item) => `${JSON.stringify(world.movie(item))}\n`).join(''));
  const rows = Array.from({ length: accountCount }, (_, row) => {
    const user = world.user(row + 1, nowMs - 1);
    return `${user.user_id},${user.age},${user.occupation},${user.gender}\n`;
  });
  writeFileSync(users, `user_id,age,occupation,gender\n${rows.join('')}`);
  const given = ['--movies', movies, '--users', users, '--timeless', '--home', homePath];
  await runCommand('catalogue', 'sync', ...given);
}

/** Makes a champion at the instant at which a bad release was planted on the day. */
async function releaseWhatIsPlanted(
  { incidents }: WeeksSetting,
  homePath: string,
  number: number,
): Promise<void> {
  const dayMs = START_MS + number * DAY_MS;
  const release = incidents.find(
    ({ kind, fromMs }) => kind === 'bad-release' && fromMs >= dayMs && fromMs < dayMs + DAY_MS,
  );
  if (release === undefined) return;
  const installation = await openInstallation(openHome(homePath));
  try {
    const registry = { ...installation, clock: { nowMs: () => release.fromMs } };
    const run = {
      run_id: 'planted',
      stage: 'train',
      parameters: '{}',
      status: 'done',
      started_at: new Date(dayMs).toISOString(),
      finished_at: null,
      output_kind: null,
      output_id: null,
      error: null,
    };
    await installation.metadata.insertInto('runs').values(run).execute();
    const { version } = await registerVersion(registry, {
      family: 'als',
      modelId: 'planted',
      datasetId: 'planted',
      runId: 'planted',
    });
    const reason = { actor: 'proof', action: 'promote' as const, because: 'a bad release' };
    await pointAlias(registry, 'champion', { version, reason });
  } finally {
    await installation.close();
  }
}
