import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../src/compose.ts';
import {
  createExperiment,
  endExperiment,
  EXPERIMENT_PLAN,
  startExperiment,
} from '../../src/rollout/index.ts';
import { latenciesOf, type Latencies } from './latencies.ts';
import { loadFromOtherCore } from './pinned.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { fillHome, FIRST_USER, promote, train, type HomeShape } from './synthetic-home.ts';

/**
 * What a shadow costs those who are answered, in pairs: the same open load without a shadow and with
 * one, again and again, so that whatever else the machine does falls on both.
 *
 *     node bench/serve/shadow-cost.ts FOLDER [requests a second] [pairs] [seconds each]
 */
const [folder, perSecond = '200', pairs = '5', seconds = '8'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder for the home.');

const SHAPE: HomeShape = {
  users: 5_000,
  circles: 20,
  itemsPerCircle: 680,
  likesPerUser: 40,
  seed: 5,
};
const BY = { actor: 'bench', because: 'a measurement' };
const LOADED_MS = 30_000;

interface Run extends Pick<Latencies, 'p50' | 'p99'> {
  /** CPU seconds of the server, all threads, a thousand answers. */
  readonly cpuPer1000: number;
  readonly asked: number;
  readonly dropped: number;
}

mkdirSync(folder, { recursive: true });
const installation = await fillHome(folder, SHAPE);
await promote(installation, 'baseline', await train(installation, 'popularity'));
const als = (epochs: number): Promise<string> =>
  train(installation, 'als', ['factorCount=64', `epochs=${epochs}`]);
await promote(installation, 'champion', await als(3));
const treatment = await als(4);
const server = await startServer(installation.home.root, [
  '--from',
  `file:${join(folder, 'ratings.log')}`,
]);
try {
  await load();
  const runs: { readonly without: Run; readonly beside: Run }[] = [];
  for (let pair = 0; pair < Number(pairs); pair++) {
    const without = await load();
    await startShadow(installation, `shadow-${pair}`, treatment);
    await untilAsked(server);
    const beside = await load();
    await endExperiment(installation, `shadow-${pair}`, { outcome: 'stopped', by: BY });
    await pause(4_000);
    runs.push({ without, beside });
    process.stdout.write(`${JSON.stringify({ pair, load: loadavg()[0], without, beside })}\n`);
  }
  const median = (of: (run: (typeof runs)[number]) => number): number =>
    runs.map(of).sort((a, b) => a - b)[runs.length >> 1]!;
  for (const figure of ['p50', 'p99', 'cpuPer1000'] as const)
    process.stdout.write(
      `${figure}: ${median((r) => r.without[figure]).toFixed(2)} without, ${median((r) => r.beside[figure]).toFixed(2)} with a shadow; median of the ratios ${median((r) => r.beside[figure] / r.without[figure]).toFixed(3)}\n`,
    );
} finally {
  await server.stop();
  await installation.close();
}

async function startShadow(of: Installation, name: string, version: string): Promise<void> {
  const plan = EXPERIMENT_PLAN.parse({
    name,
    kind: 'shadow',
    treatment: version,
    effect: 1,
    tolerance: 1,
  });
  await createExperiment(of, plan, BY);
  await startExperiment(of, name, { by: BY, logMs: null });
}

/** Loads the server for a while, and says what that took. */
async function load(): Promise<Run> {
  const mixture = { firstUser: FIRST_USER, userCount: SHAPE.users, knownRate: 1, newRate: 0 };
  const [before, cpuBefore] = [await shadowCounts(server), server.cpuSeconds()];
  const arrivals = await loadFromOtherCore({
    port: server.port,
    perSecond: Number(perSecond),
    seconds: Number(seconds),
    mixture,
    seed: 1,
  });
  const [after, cpuAfter] = [await shadowCounts(server), server.cpuSeconds()];
  const { p50, p99 } = latenciesOf(arrivals, Number(seconds));
  return {
    p50,
    p99,
    cpuPer1000: (1000 * ((cpuAfter ?? Number.NaN) - (cpuBefore ?? 0))) / arrivals.length,
    asked: after.asked - before.asked,
    dropped: after.dropped - before.dropped,
  };
}

async function shadowCounts(of: ServerProcess): Promise<{ asked: number; dropped: number }> {
  const counts = { asked: 0, dropped: 0 };
  for (const [name, value] of await of.metrics())
    if (name.startsWith('showrunner_shadow_requests_total'))
      counts[name.includes('dropped') ? 'dropped' : 'asked'] += value;
  return counts;
}

/** Asks for lists until the shadow is asked for them too: it is loaded then. */
async function untilAsked(of: ServerProcess): Promise<void> {
  const untilMs = performance.now() + LOADED_MS;
  while ((await shadowCounts(of)).asked === 0) {
    if (performance.now() > untilMs) throw new Error('The shadow was not loaded in time.');
    await fetch(`http://127.0.0.1:${of.port}/recommend/${FIRST_USER}`);
    await pause(100);
  }
}
