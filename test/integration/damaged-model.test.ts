import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SILENT } from '../../src/domain/progress.ts';
import { parseSettings, runPipeline } from '../../src/pipeline/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
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
  const { modelId } = (await versionBehind(installation.metadata, 'champion'))!;
  const { folder, manifest } = await artifacts.load('model', modelId);
  const name = Object.keys(manifest.files).find((one) => one.endsWith('.safetensors'))!;
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(join(folder, name), bytes);

  const again = await run();
  expect(again.stages.filter(({ cached }) => !cached).map(({ stage }) => stage)).toContain(
    'train als',
  );
  // Training is repeatable up to its times: whichever id it has, the champion is whole.
  const champion = (await versionBehind(installation.metadata, 'champion'))!;
  await artifacts.requireIntact(await artifacts.load('model', champion.modelId));
  expect(again.release.verdict.promote).toBe(first.release.verdict.promote);
}, 120_000);
