import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { latestVerdict, versionBehind } from '../../src/registry/index.ts';
import {
  CANARY_SETTINGS,
  endExperiment,
  listExperiments,
  stepRelease,
} from '../../src/rollout/index.ts';
import { BY, startOn } from '../support/ab-home.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

it('trains by hand, puts the next challenger on trial, and tells how things stand', async () => {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  const { root } = installation.home;
  const config = join(temporaryFolder(), 'showrunner.yaml');
  const pairs = QUICK.map((pair) => pair.replace('=', ': ')).join(', ');
  const write = (extra: string): void =>
    writeFileSync(
      config,
      `source: file:a\nschedule: { release: canary }\npipeline: { ${pairs}${extra} }\n`,
    );
  write('');
  const of = ['--home', root, '--config', config];
  expect((await say('rollout', '--home', root)).out).toContain('Nothing serves yet.');

  // The first personal model goes by the gate alone.
  expect((await say('retrain', ...of, '--because', 'the first')).code).toBe(0);
  expect((await versionBehind(installation.metadata, 'champion'))?.version).toBe('als/1');

  // The same recipe with another seed is a refresh, which is tried before it is champion.
  write(', seed: 5');
  const second = documentOf(await say('retrain', ...of, '--json')) as Record<string, unknown>;
  expect(second).toMatchObject({ onTrial: true, changed: false, champion: { version: 'als/1' } });
  const step = () =>
    stepRelease(installation, {
      settings: CANARY_SETTINGS.parse({}),
      logMs: null,
      judgeShadow: null,
    });
  expect(await step()).toMatchObject({ do: 'start', kind: 'canary', version: 'als/2' });
  expect(await step()).toEqual({ do: 'wait', because: 'als/2 is a canary.' });
  const [trial] = await listExperiments(installation.metadata);
  expect(trial).toMatchObject({ name: 'release-als-2-canary', status: 'running' });

  const told = documentOf(await say('rollout', '--home', root, '--json')) as Record<
    string,
    unknown
  >;
  expect(told).toMatchObject({
    champion: 'als/1',
    challenger: 'als/2',
    trials: [
      { experiment: 'release-als-2-canary', kind: 'canary', step: 1, steps: 4, share: 0.01 },
    ],
    retraining: { failuresInARow: 0, latest: { because: 'by hand', status: 'done' } },
  });
  const { out } = await say('rollout', '--home', root);
  expect(out).toContain('als/1 is champion; popularity/2 stands behind it.');
  expect(out).toContain('als/2 is on trial in release-als-2-canary (canary): step 1 of 4, 1 %');
}, 120_000);

it('leaves the champion in its place while an experiment compares with it', async () => {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  const { root } = installation.home;
  const config = join(temporaryFolder(), 'showrunner.yaml');
  const retrain = async (seed: number): Promise<{ code: number; out: string }> => {
    const pairs = QUICK.map((pair) => pair.replace('=', ': ')).join(', ');
    writeFileSync(config, `source: file:a\npipeline: { ${pairs}, seed: ${seed} }\n`);
    return say('retrain', '--home', root, '--config', config);
  };
  const champion = async () => (await versionBehind(installation.metadata, 'champion'))?.version;
  expect((await retrain(1)).code).toBe(0);
  await startOn(installation, { name: 'old-ways', kind: 'ab', treatment: 'popularity/1' });
  const { out } = await retrain(5);
  expect(out).toContain('als/1 stays champion: the experiment old-ways compares with it.');
  expect(out).toContain('npx showrunner promote als/2');
  expect(await champion()).toBe('als/1');
  const waits = { version: 'als/2', passed: true, heldFor: 'old-ways' };
  expect(await latestVerdict(installation.metadata)).toMatchObject(waits);
  await endExperiment(installation, 'old-ways', { outcome: 'stopped', by: BY });
  expect((await retrain(6)).out).toContain('Promoted: als/3 is champion.');
  expect(await champion()).toBe('als/3');
}, 120_000);
