import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Installation } from '../../src/compose.ts';
import { pointAlias } from '../../src/registry/index.ts';
import { endExperiment } from '../../src/rollout/index.ts';
import { BY, startOn, withTreatment } from '../support/ab-home.ts';

const MAIN = join(import.meta.dirname, '../../bin/showrunner.js');

/** `serve` in a process of its own, once it listens. */
async function serve({ home }: Installation) {
  const args = [MAIN, 'serve', '--home', home.root, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (complained += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await expect.poll(() => said + complained, { timeout: 60_000 }).toContain('"url"');
  const { url } = JSON.parse(said) as { url: string };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url, kill };
}

interface Made {
  readonly modelVersion: string;
  readonly items: readonly unknown[];
}

const list = async (url: string, user = 1000): Promise<Made> =>
  (await (await fetch(`${url}/v1/users/${user}/recommendations`)).json()) as Made;

describe('serve, killed while it changes models', () => {
  it('finds a home that it can serve, and serves what the registry says', async () => {
    const installation = await withTreatment();
    const point = (version: string): Promise<boolean> =>
      pointAlias(installation, 'champion', {
        version,
        reason: { actor: 'test', action: 'promote', because: 'to see' },
      });
    // After so many milliseconds it has seen the change, loads, or has changed already.
    for (const [round, afterMs] of [400, 1_000, 1_400].entries()) {
      const { url, kill } = await serve(installation);
      expect((await list(url)).items).toHaveLength(20);
      await startOn(installation, { name: `arms-${round}`, kind: 'ab' });
      await startOn(installation, { name: `shadow-${round}`, kind: 'shadow' });
      await point(round % 2 === 0 ? 'item-knn/1' : 'als/1');
      await pause(afterMs);
      await kill();
      for (const name of [`arms-${round}`, `shadow-${round}`])
        await endExperiment(installation, name, { outcome: 'stopped', by: BY });
    }
    const { url, kill } = await serve(installation);
    await expect
      .poll(async () => (await list(url)).modelVersion, { timeout: 30_000 })
      .toBe('item-knn/1');
    expect((await list(url)).items).toHaveLength(20);
    await kill();
  });
});
