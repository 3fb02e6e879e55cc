import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { openHome } from '../../src/store/index.ts';
import { seededRng } from '../../src/math/rng.ts';
import { temporaryFolder } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';

const BIN = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));

/** Runs the real command; kills it after some milliseconds, if any, unless it is done before. */
function run(path: string, home: string, killAfterMs: number | null): Promise<number | null> {
  const args = ['ingest', '--from', `file:${path}`, '--home', home, '--segment-lines', '2000'];
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' });
  const timer =
    killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

async function contentsIn(home: string): Promise<unknown[]> {
  const installation = await openInstallation(openHome(home));
  const segments = await liveSegments(installation.artifacts);
  for (const segment of segments) await installation.artifacts.requireIntact(segment);
  await installation.close();
  return segments.map(({ id, manifest }) => ({ id, ...manifest.content }));
}

describe('an ingestion that is killed again and again', () => {
  it('leaves the same ledger and hashes as an undisturbed one', async () => {
    const lines = [...watchLines(30_000), ...watchLines(500, 20_000), ...watchLines(1_234, 30_000)];
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const [calm, killed] = [temporaryFolder(), temporaryFolder()];
    expect(await run(path, calm, null)).toBe(0);

    const rng = seededRng(7);
    let kills = 0;
    // The span grows, so that some run comes to its end however slow the machine is.
    for (let attempt = 0; ; attempt++) {
      const code = await run(path, killed, rng.uniform() * (900 + 150 * attempt));
      if (code === 0) break;
      expect(code).toBeNull();
      kills++;
    }
    expect(kills).toBeGreaterThan(1);
    expect(await contentsIn(killed)).toEqual(await contentsIn(calm));
  });
});
