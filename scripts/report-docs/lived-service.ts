import { join } from 'node:path';
import { openInstallation, servingOf, systemClock } from '../../src/compose.ts';
import { startServing } from '../../src/http/index.ts';
import type { Report } from '../../src/monitoring/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  httpRecommender,
  openRecording,
  parseSimulationConfig,
  type Recommender,
  type VisitTruth,
} from '../../src/simulator/index.ts';
import { openHome } from '../../src/store/index.ts';
import { runCommand } from '../../proofs/run-command.ts';

/** One day of a simulated service with our lists: what was reported and what was true. */
export interface LivedDay {
  readonly lists: 'popularity' | 'champion';
  readonly report: Report;
  readonly visits: readonly VisitTruth[];
}

/** How large the service is. */
export const LIVED = { users: 1500, movies: 1000, historyDays: 7, seed: 5 } as const;

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const monotonic = { nowMs: () => performance.now() };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Lets a simulated service ask ours for lists over HTTP: after a week with lists of its own, a day
 * with popularity, a day with the model that the gate let through, and one more, in which the books
 * of the second day close. The first two are given back with their reports.
 *
 * @param folder empty
 */
export async function liveWithOurLists(
  folder: string,
  say: (sentence: string) => void,
): Promise<LivedDay[]> {
  const { users, movies, historyDays, seed } = LIVED;
  const config = { seed, userCount: users, itemCount: movies, startMs: START_MS };
  const simulation = createSimulation(createWorld(parseSimulationConfig(config)));
  const recording = openRecording(
    simulation.world,
    join(folder, 'simulated'),
    join(folder, 'truth'),
  );
  const home = join(folder, 'home');
  const liveUntil = async (day: number, lists: Recommender): Promise<VisitTruth[]> => {
    const visits: VisitTruth[] = [];
    for await (const batch of simulation.advance(START_MS + day * DAY_MS, lists)) {
      recording.write(batch);
      visits.push(...batch.visits);
    }
    await runCommand('ingest', '--from', `file:${recording.logPaths[0]!}`, '--home', home);
    return visits;
  };

  const files = ['--movies', recording.moviesPath, '--users', recording.usersPath];
  await runCommand('catalogue', 'sync', ...files, '--timeless', '--home', home);
  await liveUntil(historyDays, houseRecommender('mixed', simulation.house, seed));
  await runCommand('run', '--set', 'families=popularity', '--home', home);

  const ours = await serveFrom(home, (movieId) => simulation.world.itemOf(movieId) !== undefined);
  try {
    const popularity = await liveUntil(historyDays + 1, ours.recommender);
    say('A day with popularity is over.');
    await runCommand('run', '--home', home);
    await ours.followChampion();
    const champion = await liveUntil(historyDays + 2, ours.recommender);
    say('A day with the champion is over.');
    // A little longer than the day, so that the last line lies behind its end.
    await liveUntil(historyDays + 3.01, ours.recommender);
    return [
      { lists: 'popularity', visits: popularity, report: await reportOf(home, historyDays) },
      { lists: 'champion', visits: champion, report: await reportOf(home, historyDays + 1) },
    ];
  } finally {
    await ours.stop();
    recording.finish(simulation.accountCount);
  }
}

async function reportOf(home: string, day: number): Promise<Report> {
  const date = new Date(START_MS + day * DAY_MS).toISOString().slice(0, 10);
  return JSON.parse(await runCommand('report', '--day', date, '--json', '--home', home)) as Report;
}

/** Our server over a home, and a caller that asks it as the real one does. */
async function serveFrom(
  homePath: string,
  knows: (movieId: string) => boolean,
): Promise<{
  readonly recommender: Recommender;
  /** Waits until serving has taken up what was promoted last. */
  followChampion(): Promise<void>;
  stop(): Promise<void>;
}> {
  const installation = await openInstallation(openHome(homePath));
  const sources = await servingOf(installation);
  await sources.historyReady();
  const { exposures } = installation.home;
  const options = { exposures, clock: systemClock, monotonic, logger: quiet, version: 'report' };
  const server = await startServing(sources, { ...options, host: '127.0.0.1', port: 0 });
  const { hostname, port } = new URL(server.url);
  const caller = httpRecommender({
    address: { host: hostname, port: Number(port) },
    namedHost: 'recommender.showrunner.internal',
    timeoutMs: 600,
    knows,
    clock: monotonic,
  });
  return {
    recommender: caller,
    followChampion: async () => {
      const newest = (await versionBehind(installation.metadata, 'champion'))?.version;
      for (let wait = 0; sources.models.champion()?.version !== newest; wait++) {
        if (wait === 300) throw new Error(`found no ${newest} after 30 s, expected it to serve`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    stop: async () => {
      caller.close();
      await server.stop();
      await sources.close();
      await installation.close();
    },
  };
}
