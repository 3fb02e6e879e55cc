import { describe, expect, it } from 'vitest';
import { ShadowQueue } from '../../../../src/serving/shadow/shadow-queue.ts';

describe('ShadowQueue', () => {
  it('works on nothing while a list is made, and one piece at a time afterwards', async () => {
    const queue = new ShadowQueue();
    const done: string[] = [];
    let running = 0;
    const work = (name: string) => async (): Promise<void> => {
      expect(++running).toBe(1);
      await new Promise((resolve) => void setTimeout(resolve, 2));
      running--;
      done.push(name);
    };
    const leave = queue.enter();
    for (const name of ['a', 'b', 'c']) expect(queue.put(work(name))).toBe(true);
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(done).toEqual([]);
    leave();
    await expect.poll(() => done).toEqual(['a', 'b', 'c']);
    await queue.close();
  });

  it('lets a list that began meanwhile go first', async () => {
    const queue = new ShadowQueue();
    const done: string[] = [];
    queue.put(async () => void done.push('shadow'));
    const leave = queue.enter();
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(done).toEqual([]);
    leave();
    await expect.poll(() => done).toEqual(['shadow']);
  });

  it('waits while the event loop has no time for what has arrived', async () => {
    const queue = new ShadowQueue();
    let isDone = false;
    queue.put(async () => void (isDone = true));
    for (let turn = 0; turn < 6; turn++) {
      const untilMs = performance.now() + 40;
      while (performance.now() < untilMs);
      await new Promise((resolve) => void setTimeout(resolve, 0));
      expect(isDone).toBe(false);
    }
    await expect.poll(() => isDone).toBe(true);
  });

  it('drops what does not fit, goes on after work that fails, and takes nothing once closed', async () => {
    const queue = new ShadowQueue(2);
    const done: number[] = [];
    const leave = queue.enter();
    const taken = [0, 1, 2, 3].map((at) =>
      queue.put(async () => {
        if (at === 0) throw new Error('broken');
        done.push(at);
      }),
    );
    expect(taken).toEqual([true, true, false, false]);
    leave();
    await expect.poll(() => done).toEqual([1]);
    await queue.close();
    expect(queue.put(async () => undefined)).toBe(false);
  });
});
