import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setTrainingGate, trainingGate } from '../../src/pipeline/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { say } from '../support/recording-terminal.ts';

const WATCH = Array.from(
  { length: 40 },
  (_, k) =>
    `2024-03-02T10:${String(k).padStart(2, '0')},${1 + (k % 4)},GET /rate/film+${k % 7}+2001=5`,
);

describe('the gate that a report sets', () => {
  it('holds training, with the reason and what to do, until it is opened', async () => {
    const folder = temporaryFolder();
    const [path, log] = [join(folder, 'home'), join(folder, 'stream.log')];
    writeFileSync(log, `${WATCH.join('\n')}\n`);
    expect((await say('ingest', '--from', `file:${log}`, '--home', path)).code).toBe(0);
    const home = openHome(path);
    expect(trainingGate(home)).toBeNull();
    setTrainingGate(home, { day: '2024-03-02', reasons: ['The ages drifted.'] });
    const run = (): Promise<{ code: number; err: string }> =>
      say('run', '--home', path, '--set', 'families=popularity');
    const held = await run();
    expect(held.code).toBe(1);
    expect(held.err).toContain("found 'The ages drifted.' in the report of 2024-03-02");
    expect(held.err).toContain('[TRAINING_HELD]');
    setTrainingGate(home, { day: '2024-03-03', reasons: [] });
    expect((await run()).err).not.toContain('TRAINING_HELD');
    setTrainingGate(home, { day: '2024-03-04', reasons: ['Again.'] });
    rmSync(join(home.reports, 'training-gate.json'));
    expect((await run()).err).not.toContain('TRAINING_HELD');
  });

  it('is opened by a report of a later day on which nothing severe happened', async () => {
    const folder = temporaryFolder();
    const [path, log] = [join(folder, 'home'), join(folder, 'stream.log')];
    writeFileSync(log, `${WATCH.join('\n')}\n`);
    await say('ingest', '--from', `file:${log}`, '--home', path);
    setTrainingGate(openHome(path), { day: '2024-03-01', reasons: ['The ages drifted.'] });
    expect((await say('report', '--day', '2024-03-02', '--home', path)).code).toBe(0);
    expect(trainingGate(openHome(path))).toEqual({ format: 1, day: '2024-03-02', reasons: [] });
  });
});
