import { join } from 'node:path';
import { openInstallation, systemClock, type Installation } from '../../src/compose.ts';
import { logNow, lookAtExperiments, type Looked } from '../../src/monitoring/index.ts';
import { pointAlias, registerVersion } from '../../src/registry/index.ts';
import {
  createExperiment,
  EXPERIMENT_PLAN,
  replayDecisions,
  requireExperiment,
  runningExperiments,
  startExperiment,
  type Experiment,
  type ExperimentPlan,
} from '../../src/rollout/index.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  openRecording,
  parseSimulationConfig,
  type Recommender,
} from '../../src/simulator/index.ts';
import { openHome } from '../../src/store/index.ts';
import { openExposureLog, receiptIds } from '../../src/telemetry/index.ts';
import { Watched } from '../coverage-runs/watched.ts';
import { runCommand } from '../run-command.ts';
import { armService, TREATMENT } from './arm-service.ts';
import type { RolloutSetting } from './setting.ts';

/** What became of an experiment on a simulated service. */
export interface LivedRollout {
  readonly experiment: Experiment;
  /** Looks that came to something new, in order. */
  readonly looks: readonly Looked[];
  /** Share of the users who asked meanwhile that ever got the treatment. */
  readonly metRate: number;
  /** Simulated hours from the start to the end. */
  readonly hours: number;
  /** Longest time from the last line of the evidence to the treatment's end, by our own clock. */
  readonly lookSeconds: number;
  readonly champion: string;
  /** Decisions that were kept, and those of them that came out the same when they were made again. */
  readonly kept: number;
  readonly replayedTheSame: number;
}

const NAME = 'rehearsal';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5);
const SALT = 'the same for every rehearsal';

/**
 * Lets a simulated service live with an experiment: users are assigned by its record, lists are made
 * as serving makes them, lines are ingested, and between two stretches of time the rollout looks.
 */
export async function liveRollout(
  setting: RolloutSetting,
  folder: string,
  say: (sentence: string) => void,
): Promise<LivedRollout> {
  const home = openHome(join(folder, 'home'));
  const installation = await openInstallation(home);
  try {
    return await live({ setting, folder, say, installation });
  } finally {
    await installation.close();
  }
}

interface Lived {
  readonly setting: RolloutSetting;
  readonly folder: string;
  readonly say: (sentence: string) => void;
  readonly installation: Installation;
}

async function live({ setting, folder, say, installation }: Lived): Promise<LivedRollout> {
  const { metadata, home } = installation;
  const { advance, ingest, watched, house, simulation } = await openService(
    setting,
    folder,
    home.root,
  );
  const historyMs = START_MS + setting.historyDays * DAY_MS;
  await advance(historyMs, house);
  await ingest();
  await planted(installation);
  const exposures = openExposureLog(home.exposures, systemClock);
  const service = await armService(watched, {
    setting,
    asOfMs: historyMs,
    exposures,
    newReceiptId: receiptIds(systemClock),
    simulation,
  });
  const by = { actor: 'proof', because: 'a rehearsal' };
  await createExperiment(installation, planOf(setting), by);
  const { reachMs } = await logNow(installation.artifacts);
  await startExperiment(installation, NAME, { by, logMs: reachMs, salt: SALT });
  const rollout = lookAtExperiments(installation);
  const looks: Looked[] = [];
  let [nowMs, lookSeconds] = [historyMs, 0];
  for (;;) {
    const [running] = await runningExperiments({ metadata });
    service.use(running?.record ?? null);
    if (running === undefined || nowMs >= historyMs + setting.mostDays * DAY_MS) break;
    nowMs += setting.lookHours * HOUR_MS;
    await advance(nowMs, service);
    await ingest();
    const startedMs = performance.now();
    for (const look of await rollout.look()) {
      if ('failure' in look) throw new Error(look.failure);
      looks.push(look);
      say(told(look));
    }
    lookSeconds = Math.max(lookSeconds, (performance.now() - startedMs) / 1000);
  }
  await rollout.close();
  await exposures.close();
  const { asked, treatment } = service.met;
  const replayed = await replayDecisions(installation, NAME);
  const champion = await metadata
    .selectFrom('aliases')
    .select('version')
    .where('alias', '=', 'champion')
    .executeTakeFirstOrThrow();
  return {
    experiment: await requireExperiment(metadata, NAME),
    looks,
    metRate: treatment.size / asked.size,
    hours: (nowMs - historyMs) / HOUR_MS,
    lookSeconds,
    champion: champion.version,
    kept: replayed.length,
    replayedTheSame: replayed.filter(({ isSame }) => isSame).length,
  };
}

/** The plan of all rehearsals, and what a setting has otherwise. */
const planOf = (setting: RolloutSetting): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: NAME,
    kind: 'canary',
    treatment: TREATMENT,
    ramp: [0.1, 0.25, 0.5],
    windowHours: 24,
    minimumUsers: 50,
    minimumHours: 12,
    maximumDays: 4,
    effect: 30,
    tolerance: 30,
    guardrails: [
      { metric: 'latencyMs', worse: 'above', bears: 20 },
      { metric: 'voided', worse: 'above', bears: 0.02 },
    ],
    ...setting.plan,
  });

const told = ({ step, facts, decision }: Looked): string => {
  const at = facts === null ? '' : `${((facts.nowMs - facts.startedMs) / HOUR_MS).toFixed(0)} h, `;
  return `step ${step + 1}, ${at}${facts?.outcomes.length ?? 0} outcomes: ${decision.action}. ${decision.because}`;
};

/** The service, its log, and an installation that knows its catalogue. */
async function openService(setting: RolloutSetting, folder: string, homePath: string) {
  const { seed, users: userCount, movies: itemCount, activity: viewingsPerUserDay } = setting;
  const settings = { seed, userCount, itemCount, viewingsPerUserDay, startMs: START_MS };
  const simulation = createSimulation(createWorld(parseSimulationConfig(settings)));
  const { world } = simulation;
  const recording = openRecording(world, join(folder, 'simulated'), join(folder, 'truth'));
  const { moviesPath, usersPath, logPaths } = recording;
  const command = (...args: readonly string[]) => runCommand(...args, '--home', homePath);
  await command('catalogue', 'sync', '--movies', moviesPath, '--users', usersPath, '--timeless');
  const watched = new Watched();
  return {
    simulation,
    watched,
    house: houseRecommender('mixed', simulation.house, seed),
    advance: async (untilMs: number, recommender: Recommender): Promise<void> => {
      for await (const batch of simulation.advance(untilMs, recommender)) {
        recording.write(batch);
        watched.note(batch.visits);
      }
    },
    ingest: () => command('ingest', '--from', `file:${logPaths[0]!}`),
  };
}

/** The versions as a registry has them after two trainings, whose models live in this process. */
async function planted(installation: Installation): Promise<void> {
  const at = new Date().toISOString();
  const run = { run_id: 'planted', stage: 'train', parameters: '{}', status: 'done' };
  await installation.metadata
    .insertInto('runs')
    .values({
      ...run,
      started_at: at,
      finished_at: at,
      output_kind: null,
      output_id: null,
      error: null,
    })
    .execute();
  const models = [
    ['popularity', 'baseline'],
    ['item-knn', 'champion'],
    ['item-knn', null],
  ] as const;
  for (const [k, [family, alias]] of models.entries()) {
    const of = { family, modelId: `planted ${k}`, datasetId: 'planted', runId: 'planted' };
    const { version } = await registerVersion(installation, of);
    const reason = { actor: 'proof', action: 'promote' as const, because: 'a rehearsal' };
    if (alias !== null) await pointAlias(installation, alias, { version, reason });
  }
}
