import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { KAFKA_URL_FORM, type KafkaWriter } from '../adapters/index.ts';
import { systemClock } from '../compose.ts';
import {
  createSimulation,
  createWorld,
  HOUSE_POLICIES,
  openRecording,
  REAL_FAULT_RATE,
  startApis,
  type Recommender,
  type Recording,
  type RunningApi,
  type Simulation,
} from '../simulator/index.ts';
import { openHome } from '../store/index.ts';
import { topicOf } from './simulate-topic.ts';
import { command, perform, type CommandIo } from './command.ts';
import { monotonicClock } from './roles/monotonic-clock.ts';
import {
  configOf,
  DEFAULT_START,
  endOf,
  parsePositive,
  parseWhole,
  recommenderOf,
  speedOf,
  type SimulateOptions,
} from './simulate-settings.ts';
import { count, duration, type Terminal } from './terminal.ts';

/** How often a paced simulation looks at the clock. */
const STEP_MS = 250;

/** `simulate`: a streaming service whose truth is known. */
export const simulateCommand = (terminal: Terminal): Command =>
  command('simulate', 'write the log, the movies and the users of a simulated streaming service')
    .option('--users <n>', 'accounts at the start', '1000')
    .option('--movies <n>', 'movies in the catalogue', '2000')
    .option('--days <n>', 'simulated days; parts of a day are allowed', '7')
    .option('--seed <n>', 'same seed and settings, same bytes', '1')
    .option('--faults <rate>', 'share of damaged lines', String(REAL_FAULT_RATE))
    .option('--repeated <rate>', 'share of lines that come twice', '0')
    .option('--late <rate>', 'share of lines that come up to five minutes late', '0')
    .option('--start <date>', `first instant (UTC); ${DEFAULT_START}, or now with --realtime`)
    .option('--realtime', 'one simulated second a second')
    .option('--speed <x>', 'x simulated seconds a second')
    .option('--fast', 'as fast as it goes (the usual)')
    .option('--recommender <who>', `${HOUSE_POLICIES.join(', ')}, or http://HOST:PORT`, 'mixed')
    .option('--truth <dir>', 'where the truth is written; truth/ in the home if not given')
    .option('--partitions <n>', 'logs over which the lines of a user are spread', '1')
    .option('--to <topic>', `write the lines there as well: ${KAFKA_URL_FORM}`)
    .option('--activity <x>', 'visits an average user begins in a day', '1')
    .option(
      '--incident <kind@day[:hour][+hours]>',
      'something that happens; repeatable',
      collect,
      [],
    )
    .option('--no-accounts', 'leave out create_account lines, as older installations do')
    .option('--api-port <port>', 'serve the user and movie APIs while it runs')
    .option('--api-rate <n>', 'API requests a second before 429', '100')
    .action((options: SimulateOptions) =>
      perform(terminal, options, (io) => simulate(io, options)),
    );

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

async function simulate(io: CommandIo, options: SimulateOptions): Promise<void> {
  const config = configOf(options, systemClock.nowMs());
  const endMs = endOf(options, config.startMs);
  const speed = speedOf(options);
  const simulation = createSimulation(createWorld(config));
  const recommender = recommenderOf(options.recommender, simulation, monotonicClock);
  try {
    const home = openHome(io.homePath);
    const truthFolder = resolve(options.truth ?? join(home.root, 'truth'));
    const recording = openRecording(simulation.world, join(home.root, 'simulated'), truthFolder);
    const topic = await topicOf(options, config.partitionCount);
    const apis = await apisOf(io, options, simulation);
    try {
      const run = { simulation, recommender, recording, topic, endMs, speed, truthFolder };
      await runSimulation(io, run);
    } finally {
      await apis?.close();
      await topic?.close();
    }
  } finally {
    recommender.close();
  }
}

async function apisOf(
  io: CommandIo,
  options: SimulateOptions,
  simulation: Simulation,
): Promise<RunningApi | null> {
  if (options.apiPort === undefined) return null;
  const port = parseWhole('api-port', options.apiPort);
  const api = await startApis(
    {
      world: simulation.world,
      accountCount: () => simulation.accountCount,
      nowMs: () => simulation.nowMs,
      clock: monotonicClock,
      requestsPerSecond: parsePositive('api-rate', options.apiRate),
    },
    { port },
  );
  io.progress.say(`The user and movie APIs answer on http://127.0.0.1:${api.port}.`);
  return api;
}

interface Run {
  readonly simulation: Simulation;
  readonly recommender: Recommender;
  readonly recording: Recording;
  /** `null` unless lines go to a topic too. */
  readonly topic: KafkaWriter | null;
  readonly endMs: number;
  /** Simulated seconds a second; `Infinity` for as fast as it goes. */
  readonly speed: number;
  readonly truthFolder: string;
}

async function runSimulation(io: CommandIo, run: Run): Promise<void> {
  const { simulation, recording, endMs } = run;
  const { startMs } = simulation.world.config;
  const beganMs = monotonicClock.nowMs();
  const lines = { written: 0, damaged: 0, visits: 0 };
  const stop = io.terminal.stop;
  while (simulation.nowMs < endMs && !stop.aborted) {
    const passedMs = (monotonicClock.nowMs() - beganMs) * run.speed;
    const untilMs = run.speed === Infinity ? endMs : Math.min(endMs, startMs + passedMs);
    for await (const batch of simulation.advance(untilMs, run.recommender)) {
      recording.write(batch);
      for (const { partition, bytes } of batch.partitions) await run.topic?.write(partition, bytes);
      for (const { lineCount } of batch.partitions) lines.written += lineCount;
      lines.damaged += batch.faults.length;
      lines.visits += batch.visits.length;
      io.progress.update({
        task: 'simulating',
        done: lines.written,
        total: null,
        unit: 'lines',
        note: new Date(batch.untilMs).toISOString().slice(0, 16).replace('T', ' '),
      });
      if (stop.aborted) break;
    }
    if (run.speed !== Infinity)
      await sleep(STEP_MS, undefined, { signal: stop }).catch(ignoreAbort);
  }
  recording.finish(simulation.accountCount, simulation.nowMs);
  report(io, run, { ...lines, seconds: (monotonicClock.nowMs() - beganMs) / 1000 });
}

function report(
  io: CommandIo,
  { simulation, recording, truthFolder }: Run,
  done: { written: number; damaged: number; visits: number; seconds: number },
): void {
  const { logPaths, moviesPath, usersPath } = recording;
  const users = simulation.accountCount;
  const movies = simulation.world.items.count;
  io.result(
    {
      lines: done.written,
      faults: done.damaged,
      visits: done.visits,
      users,
      movies,
      untilMs: simulation.nowMs,
      seconds: done.seconds,
      files: { logs: logPaths, movies: moviesPath, users: usersPath, truth: truthFolder },
    },
    `${count(done.written)} lines (${count(done.damaged)} of them faulty) of ${count(users)} users and ${count(movies)} movies in ${duration(done.seconds)}.
log    ${logPaths.join(', ')}
movies ${moviesPath}
users  ${usersPath}
truth  ${truthFolder} (nothing but checks may read it)`,
  );
}

function ignoreAbort(thrown: unknown): void {
  if (!(thrown instanceof Error && thrown.name === 'AbortError')) throw thrown;
}
