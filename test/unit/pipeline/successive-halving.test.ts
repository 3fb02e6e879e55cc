import { describe, expect, it } from 'vitest';
import { successiveHalving } from '../../../src/pipeline/index.ts';

describe('successive halving', () => {
  it('sends the better third to the next rung and puts the one that went furthest first', async () => {
    // Nine trials; rung 0 likes high numbers: 9, 8, 7 go on. Rung 1 likes low ones: 7 goes on.
    const asked: [number, number][] = [];
    const trials = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const left = await successiveHalving(trials, 3, async (trial, rung) => {
      asked.push([trial, rung]);
      return rung === 1 ? -trial : trial;
    });
    expect(asked.filter(([, rung]) => rung === 1)).toEqual([
      [9, 1],
      [8, 1],
      [7, 1],
    ]);
    expect(asked.filter(([, rung]) => rung === 2)).toEqual([[7, 2]]);
    expect(left.map(({ trial, rung }) => [trial, rung])).toEqual([
      [7, 2],
      [8, 1],
      [9, 1],
      [6, 0],
      [5, 0],
      [4, 0],
      [3, 0],
      [2, 0],
      [1, 0],
    ]);
  });

  it('takes the earlier of equals, and NaN for the worst', async () => {
    const left = await successiveHalving([1, 2, 3], 1, async (trial) => (trial === 1 ? NaN : 5));
    expect(left.map(({ trial }) => trial)).toEqual([2, 3, 1]);
  });
});
