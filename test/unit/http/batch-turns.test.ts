import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { batchTurns } from '../../../src/http/batch-turns.ts';

const never = (): boolean => false;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

describe('batchTurns', () => {
  it('gives a place to so many batches at once, and a place once given back to another', () => {
    const turns = batchTurns({ maxBatches: 2, maxLists: 1 });
    const [first, second] = [turns.enter(), turns.enter()];
    expect(second).not.toBeNull();
    expect(turns.enter()).toBeNull();
    first!();
    first!();
    expect(turns.enter()).not.toBeNull();
    expect(turns.enter()).toBeNull();
  });

  it('gives results in order, so many at a time over all batches', async () => {
    const turns = batchTurns({ maxBatches: 9, maxLists: 3 });
    let [running, most] = [0, 0];
    const work = async (n: number): Promise<number> => {
      most = Math.max(most, ++running);
      for (let k = 0; k < n % 4; k++) await nextTurn();
      running--;
      return n * n;
    };
    const batches = await Promise.all([20, 1, 30].map((n) => turns.each(upTo(n), work, never)));
    expect(batches).toEqual([20, 1, 30].map((n) => upTo(n).map((k) => k * k)));
    expect(most).toBe(3);
  });

  it('lets a small batch end long before a large one that came first', async () => {
    const turns = batchTurns({ maxBatches: 9, maxLists: 2 });
    let done = 0;
    const large = turns.each(upTo(200), async () => void done++, never);
    await turns.each(upTo(4), async () => undefined, never);
    expect(done).toBeLessThan(50);
    await large;
    expect(done).toBe(200);
  });

  it('lets the event loop go round between lists that are made without waiting', async () => {
    const turns = batchTurns({ maxBatches: 9, maxLists: 1 });
    const state = { rounds: 0, isDone: false };
    const count = async (): Promise<void> => {
      for (; !state.isDone; state.rounds++) await nextTurn();
    };
    const counting = count();
    await turns.each(upTo(100), async () => undefined, never);
    state.isDone = true;
    await counting;
    expect(state.rounds).toBeGreaterThanOrEqual(99);
  });

  it('stops where its caller has gone', async () => {
    const turns = batchTurns({ maxBatches: 9, maxLists: 2 });
    let done = 0;
    const result = await turns.each(
      upTo(100),
      async () => void done++,
      () => done >= 5,
    );
    expect(result).toBeNull();
    expect(done).toBeLessThan(10);
  });

  it('rejects as the work does, and goes on for others', async () => {
    const turns = batchTurns({ maxBatches: 9, maxLists: 2 });
    const fails = async (n: number): Promise<number> => {
      if (n === 3) throw new Error('broken');
      return n;
    };
    await expect(turns.each(upTo(10), fails, never)).rejects.toThrow('broken');
    expect(await turns.each(upTo(3), fails, never)).toEqual([0, 1, 2]);
  });
});
