import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkAlerts } from '../../src/monitoring/index.ts';
import { recordRetraining } from '../../src/pipeline/retrainings.ts';
import { ingestFile } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { say } from '../support/recording-terminal.ts';

it('tells after the third retraining in a row that failed, and again when one goes well', async () => {
  const installation = await temporaryInstallation();
  const log = join(temporaryFolder(), 'stream.log');
  const lines = Array.from(
    { length: 20 },
    (_, k) => `2024-03-02T10:${String(10 + k)},${1 + (k % 4)},GET /rate/film+${k % 7}+2001=5`,
  );
  writeFileSync(log, `${lines.join('\n')}\n`);
  await ingestFile(installation, log);
  const { root } = installation.home;
  expect((await say('report', '--day', '2024-03-02', '--home', root)).code).toBe(0);
  const night = { because: 'schedule', asOfMs: null, timeoutMs: 60_000 };
  const fail = (): Promise<void> =>
    recordRetraining(installation, night, () => Promise.reject(new Error('out of memory'))).catch(
      () => undefined,
    );
  const told = async (): Promise<string[]> =>
    (await checkAlerts(installation)).messages
      .filter(({ rule }) => rule === 'training-failing')
      .map(({ state, found }) => `${state}: ${found}`);
  await fail();
  await fail();
  expect(await told()).toEqual([]);
  await fail();
  expect(await told()).toEqual(['firing: showrunner_training_failures_in_a_row is 3']);
  expect(await told()).toEqual([]);
  await recordRetraining(installation, night, () => Promise.resolve());
  expect(await told()).toEqual(['resolved: showrunner_training_failures_in_a_row is 0']);
});
