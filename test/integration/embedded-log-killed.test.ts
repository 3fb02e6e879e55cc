import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { embeddedLogSource } from '../../src/adapters/index.ts';
import { seededRng } from '../../src/math/rng.ts';
import { openHome } from '../../src/store/index.ts';
import { readAll } from '../contracts/event-source.ts';
import { temporaryFolder } from '../support/installation.ts';
import { batchLines } from '../support/log-batches.ts';

const APPENDER = fileURLToPath(new URL('../support/log-appender-main.ts', import.meta.url));
const BATCHES = 3_000;

interface Acknowledged {
  readonly firstOffset: number;
  readonly outcome: string;
}

/** Appends batches `from` and on in a process of its own, which is killed after so many are acknowledged. */
function appendUntilKilled(
  home: string,
  from: number,
  killAfter: number,
): Promise<Map<number, Acknowledged>> {
  const child = spawn(process.execPath, [APPENDER, home, `${from}`, `${BATCHES - from}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged = new Map<number, Acknowledged>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [number, firstOffset, outcome] = line.split(' ');
    acknowledged.set(Number(number), { firstOffset: Number(firstOffset), outcome: outcome! });
    // Counted and not timed: a quick disk would be done before it is killed twice.
    if (acknowledged.size === killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    lines.on('close', () => resolve(acknowledged));
  });
}

describe('the embedded log, its writer killed again and again', () => {
  it('holds every batch once, each where it was acknowledged, whole and in order', async () => {
    const home = temporaryFolder();
    const rng = seededRng(11, 'kills');
    const places = new Map<number, number>();
    let [kills, repeats] = [0, 0];
    for (let from = 0; from < BATCHES;) {
      const acknowledged = await appendUntilKilled(home, from, 20 + rng.integer(400));
      for (const [number, { firstOffset, outcome }] of acknowledged) {
        repeats += outcome === 'repeated' ? 1 : 0;
        expect(places.get(number) ?? firstOffset).toBe(firstOffset);
        places.set(number, firstOffset);
      }
      // The sender, not having heard, sends again from the first that was not acknowledged, and
      // to be sure ten before it.
      let next = from;
      while (places.has(next)) next++;
      from = next >= BATCHES ? next : Math.max(0, next - 10);
      kills++;
    }
    expect(kills).toBeGreaterThan(2);
    expect(repeats).toBeGreaterThan(0);
    const lines = (await readAll(embeddedLogSource(openHome(home)))).map(({ bytes }) => `${bytes}`);
    const heads = new Map(
      lines.flatMap((line, at) => (line.endsWith(' line 0') ? [[line, at] as const] : [])),
    );
    for (let number = 0; number < BATCHES; number++) {
      const batch = batchLines(number);
      expect(lines.slice(places.get(number), places.get(number)! + batch.length)).toEqual(batch);
      expect(heads.get(batch[0]!)).toBe(places.get(number));
    }
    const all = Array.from({ length: BATCHES }, (_, n) => batchLines(n).length);
    expect(lines.length).toBe(all.reduce((sum, count) => sum + count, 0));
  });
});
