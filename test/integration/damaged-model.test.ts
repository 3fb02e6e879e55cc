import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SILENT } from '../../src/domain/progress.ts';
import { parseSettings, runPipeline } from '../../src/pipeline/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
import { damageModel } from '../support/damage-model.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryInstallation } from '../support/installation.ts';

it('makes a model that was damaged after it was made again, in place of failing on it for ever', async () => {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  const { artifacts } = installation;
  const run = () =>
    runPipeline(
      { ...installation, progress: SILENT },
      { settings: parseSettings(QUICK), asOfMs: null, force: false },
    );
  const first = await run();
  await damageModel(installation, first.release.champion.version);

  const again = await run();
  expect(again.stages.filter(({ cached }) => !cached).map(({ stage }) => stage)).toContain(
    'train als',
  );
  // Training is repeatable up to its times: whichever id it has, the champion is whole.
  const champion = (await versionBehind(installation.metadata, 'champion'))!;
  await artifacts.requireIntact(await artifacts.load('model', champion.modelId));
  expect(again.release.verdict.promote).toBe(first.release.verdict.promote);
}, 120_000);

it('trains on when nobody can read what the champion says of itself', async () => {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  const run = (pairs: readonly string[]) =>
    runPipeline(
      { ...installation, progress: SILENT },
      { settings: parseSettings([...QUICK, ...pairs]), asOfMs: null, force: false },
    );
  const { release } = await run([]);
  const { folder } = await installation.artifacts.load('model', release.champion.modelId);
  writeFileSync(join(folder, 'manifest.json'), '{}');

  const next = await run(['seed=5']);
  expect(next.release.champion.version).toBe('als/2');
}, 120_000);
