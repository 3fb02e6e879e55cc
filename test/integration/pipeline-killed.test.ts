import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { seededRng } from '../../src/math/rng.ts';
import { writeGeneratedLog } from '../support/generated-log.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/showrunner.js');
const SETTINGS = ['--set', 'families=als', '--set', 'als.factorCount=8', '--set', 'als.epochs=4'];

interface RunDocument {
  readonly dataset: { readonly id: string };
  readonly champion: { readonly modelId: string };
}

/** Starts a run in a process of its own and kills it after a while; the instant is left to chance. */
async function killedRun(home: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, 'run', '--home', home, ...SETTINGS], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await Promise.race([pause(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
}

it('arrives at the dataset and model of an undisturbed run after being killed at any instant', async () => {
  const folder = temporaryFolder();
  const log = join(folder, 'movielog.log');
  writeGeneratedLog(log, { users: 120, circles: 4, itemsPerCircle: 50, likesPerUser: 14, seed: 5 });
  const [calm, killed] = [join(folder, 'calm'), join(folder, 'killed')];
  for (const home of [calm, killed])
    expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
  const rng = seededRng(7, 'kills');
  for (let k = 0; k < 6; k++) await killedRun(killed, 250 + rng.integer(1200));
  const run = async (home: string): Promise<RunDocument> =>
    documentOf<RunDocument>(await say('run', '--home', home, '--json', ...SETTINGS));
  const [undisturbed, recovered] = [await run(calm), await run(killed)];
  expect(recovered.dataset.id).toBe(undisturbed.dataset.id);
  expect(recovered.champion.modelId).toBe(undisturbed.champion.modelId);
});
