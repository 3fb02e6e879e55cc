import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation, servingOf, systemClock } from '../src/compose.ts';
import { startServing } from '../src/http/index.ts';
import { bootstrapMean, type Interval } from '../src/math/bootstrap.ts';
import { meanOf } from '../src/math/moments.ts';
import { seededRng } from '../src/math/rng.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  httpRecommender,
  openRecording,
  parseSimulationConfig,
  type Recommender,
  type VisitTruth,
} from '../src/simulator/index.ts';
import { versionBehind } from '../src/registry/index.ts';
import { openHome, type Metadata } from '../src/store/index.ts';
import type { Proof, ProofResult } from './proof.ts';
import { runCommand } from './run-command.ts';

/** How large the simulated service is and how long it lives. */
export interface WorthSetting {
  readonly users: number;
  readonly movies: number;
  /** Days with the service's own mixed lists, to learn from. */
  readonly historyDays: number;
  /** Days with our popularity lists, for the report to compare with. */
  readonly popularityDays: number;
  /** Days with whatever the gate promotes, retrained at every midnight. */
  readonly days: number;
  readonly seed: number;
  /** `--set` pairs of the daily run. */
  readonly settings: readonly string[];
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const monotonic = { nowMs: () => performance.now() };

/**
 * Lets a simulated service live with the whole system, retraining at every midnight, and asks the
 * simulator's truth what the lists that were shown were worth beside the chart that the same viewer
 * would have been shown at the same instant.
 *
 * Source of the worths: `docs/simulator.md`.
 */
export async function simulatedWorth(
  setting: WorthSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-proof-'));
  try {
    return await live(setting, folder, say);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(
  setting: WorthSetting,
  folder: string,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const simulation = createSimulation(
    createWorld(
      parseSimulationConfig({
        seed: setting.seed,
        userCount: setting.users,
        itemCount: setting.movies,
        startMs: START_MS,
      }),
    ),
  );
  const recording = openRecording(
    simulation.world,
    join(folder, 'simulated'),
    join(folder, 'truth'),
  );
  const homePath = join(folder, 'home');
  const command = (...args: readonly string[]): Promise<string> =>
    runCommand(...args, '--home', homePath);
  const advance = async (untilMs: number, recommender: Recommender): Promise<VisitTruth[]> => {
    const visits: VisitTruth[] = [];
    for await (const batch of simulation.advance(untilMs, recommender)) {
      recording.write(batch);
      visits.push(...batch.visits);
    }
    return visits;
  };
  const learn = async (settings: readonly string[]): Promise<void> => {
    const [log] = recording.logPaths;
    await command('ingest', '--from', `file:${log!}`);
    const said = await command('run', ...settings.flatMap((pair) => ['--set', pair]));
    say(said.split('\n').find((line) => /beats|not proven|judged/.test(line)) ?? '');
  };
  const reported = async (day: number): Promise<number> => {
    const date = new Date(START_MS + day * DAY_MS).toISOString().slice(0, 10);
    const report = JSON.parse(await command('report', '--day', date, '--json')) as {
      readonly attribution: { readonly minutesPerExposure: { readonly mean: number } };
    };
    return report.attribution.minutesPerExposure.mean;
  };

  const { moviesPath, usersPath } = recording;
  await command('catalogue', 'sync', '--movies', moviesPath, '--users', usersPath, '--timeless');
  const house = houseRecommender('mixed', simulation.house, setting.seed);
  await advance(START_MS + setting.historyDays * DAY_MS, house);
  await learn(['families=popularity']);

  const installation = await openInstallation(openHome(homePath));
  const sources = await servingOf(installation);
  const server = await startServing(sources, {
    host: '127.0.0.1',
    port: 0,
    exposures: installation.home.exposures,
    clock: systemClock,
    monotonic,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    version: 'proof',
  });
  const url = new URL(server.url);
  const service = httpRecommender({
    address: { host: url.hostname, port: Number(url.port) },
    namedHost: simulation.world.config.host,
    timeoutMs: 600,
    knows: (movieId) => simulation.world.itemOf(movieId) !== undefined,
    clock: monotonic,
  });
  const lived: LivedDay[] = [];
  const { historyDays, popularityDays, days } = setting;
  try {
    for (let day = historyDays; day < historyDays + popularityDays + days; day++) {
      const visits = await advance(START_MS + (day + 1) * DAY_MS, service);
      const personal = day >= historyDays + popularityDays;
      lived.push({ day, personal, visits });
      const { mean } = gain(visits, setting.seed);
      say(
        `Day ${day + 1}, ${personal ? 'the champion' : 'popularity'}: ${mean.toFixed(2)} minutes a visit beyond the chart.`,
      );
      const isNextPersonal = day + 1 >= historyDays + popularityDays;
      await learn(isNextPersonal ? setting.settings : ['families=popularity']);
      await waitForNewest(sources.models, installation.metadata);
    }
  } finally {
    service.close();
    await server.stop();
    await sources.close();
    await installation.close();
    recording.finish(simulation.accountCount);
  }
  // The last day's books are still open: what its lists lead to has not all happened yet.
  const closed = lived.slice(0, -1);
  const reports = await Promise.all(
    closed.map(async ({ day, personal }) => ({ personal, minutes: await reported(day) })),
  );
  return resultOf(lived, reports, setting.seed);
}

/** What happened in one day with our lists. */
interface LivedDay {
  readonly day: number;
  readonly personal: boolean;
  readonly visits: readonly VisitTruth[];
}

/** Lets serving take up what the last run promoted. */
async function waitForNewest(
  models: { champion(): { version: string } | null },
  metadata: Metadata,
): Promise<void> {
  const newest = (await versionBehind(metadata, 'champion'))?.version;
  for (let wait = 0; wait < 100 && models.champion()?.version !== newest; wait++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

const answered = (visits: readonly VisitTruth[]): VisitTruth[] =>
  visits.filter((visit) => visit.status === 200);

/** Mean worth of the shown list minus that of the chart, per visit, resampling users. */
function gain(visits: readonly VisitTruth[], seed: number): Interval {
  const judged = answered(visits);
  return bootstrapMean(
    judged.map(({ worth }) => worth.shown.minutes - worth.popularity.minutes),
    judged.map(({ userId }) => Number(userId)),
    { rng: seededRng(seed, 'worth') },
  );
}

function resultOf(
  lived: readonly LivedDay[],
  reports: readonly { readonly personal: boolean; readonly minutes: number }[],
  seed: number,
): ProofResult {
  const visits = lived.filter(({ personal }) => personal).flatMap((day) => day.visits);
  const judged = answered(visits);
  const { mean, low, high } = gain(visits, seed);
  const asked = visits.filter((visit) => visit.status !== null);
  const ofReports = (personal: boolean): number =>
    meanOf(reports.filter((report) => report.personal === personal).map(({ minutes }) => minutes));
  const reportGain = ofReports(true) - ofReports(false);
  return {
    figures: {
      visits: judged.length,
      users: new Set(judged.map(({ userId }) => userId)).size,
      requests: asked.length,
      availability: judged.length / asked.length,
      minutesShownPerVisit: meanOf(judged.map(({ worth }) => worth.shown.minutes)),
      minutesChartPerVisit: meanOf(judged.map(({ worth }) => worth.popularity.minutes)),
      minutesNoListPerVisit: meanOf(judged.map(({ worth }) => worth.none.minutes)),
      gainMinutesPerVisit: mean,
      gainLow95: low,
      gainHigh95: high,
      gainMinutesByDay: lived.map((day) => gain(day.visits, seed).mean),
      popularityDays: lived.filter(({ personal }) => !personal).length,
      reportedMinutesPerExposurePopularity: ofReports(false),
      reportedMinutesPerExposureChampion: ofReports(true),
      reportedGainMinutesPerExposure: reportGain,
    },
    holds: low > 0 && reportGain > 0,
  };
}

/** The proof as it is run by hand. */
export const simulatedWorthProof: Proof = {
  name: 'simulated-worth',
  claim:
    "Over ten simulated days the champion's lists are worth more true watch minutes a visit than the chart, beyond doubt, and the daily report's own figure rises with them.",
  run: (say) =>
    simulatedWorth(
      {
        users: 2000,
        movies: 1200,
        historyDays: 7,
        popularityDays: 2,
        days: 10,
        seed: 1,
        settings: [],
      },
      say,
    ),
};
