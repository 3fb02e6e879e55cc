import { describe, expect, it } from 'vitest';
import { openCrew } from '../../../../src/math/kernels/crew.ts';
import { invertCoOccurrences } from '../../../../src/math/kernels/symmetric-inverse.ts';
import { ON_THIS_THREAD, ON_THREADS } from './cases.ts';

const SETTINGS = { build: 'plain', threads: 2 } as const;

describe('a crew', () => {
  it.each([
    ['threads', ON_THREADS],
    ['this thread', ON_THIS_THREAD],
  ])('refuses to start anything on %s once it is asked to end', async (_name, work) => {
    const crew = openCrew(SETTINGS, { work, stop: AbortSignal.abort() });
    const run = async (): Promise<number> => crew.run('gram', { parameters: 0, tasks: 0 });
    await expect(run()).rejects.toThrow(expect.objectContaining({ code: 'STOPPED' }) as Error);
    await crew.close();
  });

  it('ends soon, in good order, when asked to in the middle of long work', async () => {
    const stop = new AbortController();
    const crew = openCrew(SETTINGS, { work: ON_THREADS, stop: stop.signal });
    const itemCount = 3000;
    const diagonal = new Float32Array(itemCount).fill(1);
    const data = { users: [], items: [], userCount: 0, itemCount, userWeights: null, diagonal };
    const steps: number[] = [];
    const run = invertCoOccurrences(crew, data, (done) => {
      steps.push(done);
      if (done === 3) stop.abort();
    });
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'STOPPED' }) as Error);
    expect(steps).toEqual([1, 2, 3]);
    await crew.close();
  });

  it('names a kernel that breaks off', async () => {
    const crew = openCrew(SETTINGS, { work: ON_THREADS });
    // Parameters beyond the memory: the thread meets a trap.
    const run = crew.run('loss', { parameters: 0xffff_ff00, tasks: 4 });
    await expect(run).rejects.toThrow('Kernel loss broke off');
    await crew.close();
  });
});
