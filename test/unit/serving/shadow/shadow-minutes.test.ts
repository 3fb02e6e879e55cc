import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { noShadow, shadowFolder } from '../../../../src/rollout/index.ts';
import { ShadowMinutes } from '../../../../src/serving/shadow/shadow-minutes.ts';
import { openHome } from '../../../../src/store/index.ts';

it('writes what came after 5 s, after twice as long each time, and at last every minute', async () => {
  const root = mkdtempSync(join(tmpdir(), 'showrunner-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const home = openHome(root);
  let nowMs = Date.UTC(2026, 0, 5);
  const startedMs = nowMs;
  const minutes = new ShadowMinutes(
    { experiment: 'try', version: 'als/2' },
    { home, clock: { nowMs: () => nowMs } },
  );
  const folder = shadowFolder(home, 'try');
  const written: number[] = [];
  let lines = 0;
  for (let second = 1; second <= 240; second++) {
    nowMs = startedMs + second * 1_000;
    minutes.add({ ...noShadow('als/2'), fromMs: nowMs, untilMs: nowMs, asked: 1 });
    await minutes.writeInTime();
    const [file] = second < 5 ? [] : readdirSync(folder);
    const now =
      file === undefined ? 0 : readFileSync(join(folder, file), 'utf8').split('\n').length - 1;
    if (now > lines) written.push(second);
    lines = now;
  }
  // 5, 5 + 10, 15 + 20, 35 + 40, and then a minute each: 75 + 60, 135 + 60.
  expect(written).toEqual([5, 15, 35, 75, 135, 195]);
  expect(minutes.total().asked).toBe(240);
});
