import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const WATCHDOG = new URL('../../../src/supervision/watchdog.ts', import.meta.url).href;

/** Runs some work under a watch in a process of its own. @returns how that ended */
async function endOf(
  afterMs: number,
  work: string,
): Promise<{ readonly code: number | null; readonly signal: string | null }> {
  const script = `import { underWatch } from ${JSON.stringify(WATCHDOG)};
    await underWatch(${afterMs}, async () => { ${work} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { code, signal };
}

describe('a watch over some work', () => {
  it('kills a process that never lets its own thread breathe', async () => {
    expect(await endOf(300, 'for (;;);')).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('lets a process end by itself whose work is over', async () => {
    expect(await endOf(600_000, '')).toEqual({ code: 0, signal: null });
  });

  it('is over with the work, whatever comes after', async () => {
    const work = '} ); await new Promise((done) => setTimeout(done, 900)); (async () => {';
    expect(await endOf(500, work)).toEqual({ code: 0, signal: null });
  });
});
