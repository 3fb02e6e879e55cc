import { join } from 'node:path';
import { openInstallation, type Installation } from '../../src/compose.ts';
import {
  loadPositives,
  loadSeen,
  type DatasetContent,
  type Positives,
  type TimedPairs,
} from '../../src/datasets/index.ts';
import type { Facts } from '../../src/evaluation/index.ts';
import { loadItems, loadUsers } from '../../src/datasets/index.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  openRecording,
  parseSimulationConfig,
  type Recommender,
  type Simulation,
  type VisitTruth,
} from '../../src/simulator/index.ts';
import { openHome } from '../../src/store/index.ts';
import { runCommand } from '../run-command.ts';

/** How large the simulated service is, how long it lived before and lives with our lists. */
export interface ServiceSetting {
  readonly users: number;
  readonly movies: number;
  /** Days with the service's own mixed lists, to learn from. */
  readonly historyDays: number;
  /** Days with our lists. */
  readonly days: number;
  readonly seed: number;
}

/** What the installation knows of the service's viewers. */
export interface Knowledge extends Facts {
  readonly positives: Positives;
  /** Every item a user had any contact with. */
  readonly seen: TimedPairs;
  readonly asOfMs: number;
}

/** A simulated service and an installation that reads its log. */
export interface Service {
  readonly simulation: Simulation;
  /** Lives to the end of a day, counted from 0, with somebody's lists. */
  liveThrough(day: number, recommender: Recommender): Promise<readonly VisitTruth[]>;
  /** Reads the log so far into a dataset. */
  learn(): Promise<Knowledge>;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);

/**
 * Begins a service and lets it live through its history with its own lists. The same setting gives
 * the same viewers, visits and log, so every model starts from the same instant of the same world.
 */
export async function openService(setting: ServiceSetting, folder: string): Promise<Service> {
  const { seed, users: userCount, movies: itemCount } = setting;
  const settings = { seed, userCount, itemCount, startMs: START_MS };
  const simulation = createSimulation(createWorld(parseSimulationConfig(settings)));
  const { world } = simulation;
  const recording = openRecording(world, join(folder, 'simulated'), join(folder, 'truth'));
  const homePath = join(folder, 'home');
  const installation = await openInstallation(openHome(homePath));
  const command = (...args: readonly string[]): Promise<string> =>
    runCommand(...args, '--home', homePath);
  const liveThrough = async (day: number, recommender: Recommender): Promise<VisitTruth[]> => {
    const visits: VisitTruth[] = [];
    for await (const batch of simulation.advance(START_MS + (day + 1) * DAY_MS, recommender)) {
      recording.write(batch);
      visits.push(...batch.visits);
    }
    return visits;
  };
  const { moviesPath, usersPath, logPaths } = recording;
  await command('catalogue', 'sync', '--movies', moviesPath, '--users', usersPath, '--timeless');
  await liveThrough(setting.historyDays - 1, houseRecommender('mixed', simulation.house, seed));
  return {
    simulation,
    liveThrough,
    learn: async () => {
      await command('ingest', '--from', `file:${logPaths[0]!}`);
      await command('dataset', 'build');
      return knowledgeOf(installation);
    },
    close: async () => {
      recording.finish(simulation.accountCount);
      await installation.close();
    },
  };
}

/** The newest dataset, read whole. */
async function knowledgeOf({ artifacts, tables }: Installation): Promise<Knowledge> {
  const datasets = await artifacts.list<DatasetContent>('dataset');
  const [newest] = datasets.sort((a, b) => b.manifest.content.asOfMs - a.manifest.content.asOfMs);
  const dataset = newest!;
  const users = await loadUsers(tables, dataset);
  const items = await loadItems(tables, dataset);
  return {
    positives: await loadPositives(tables, dataset),
    seen: await loadSeen(tables, dataset),
    asOfMs: dataset.manifest.content.asOfMs,
    users: new Map(users.map((user) => [user.userId, user])),
    items: new Map(items.map((item) => [item.itemId, item])),
  };
}
