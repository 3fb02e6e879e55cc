import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../src/domain/catalogue-records.ts';
import { outcomeOf, world } from './arbitrary-world.ts';

const similarity = (a: Item, b: Item): number => {
  const shared = a.genres.filter((genre) => b.genres.includes(genre)).length;
  const all = new Set([...a.genres, ...b.genres]).size;
  return all === 0 ? 0 : shared / all;
};

describe('diversity', () => {
  it('gives each place to the item of the largest marginal relevance', () =>
    fc.assert(
      fc.asyncProperty(world, fc.constantFrom(0, 0.3, 0.7), async (drawn, lambda) => {
        const of = { ...drawn, championSize: 24, listed: [...drawn.listed], seen: [] };
        const { answer, ids, itemOf } = await outcomeOf(of, { diversity: { lambda } } as never, {
          filters: {},
          exclude: [],
        });
        if (answer.receipt.trace!.sources[0]?.source !== 'champion') return;
        const scoreOf = (id: string): number => of.championScores[Number(/\d+/.exec(id)![0])]!;
        const all = of.listed.map(scoreOf);
        const [low, high] = [Math.min(...all), Math.max(...all)];
        const chosen: string[] = [];
        for (const id of ids) {
          const valueOf = (one: string): number => {
            const relevance = high > low ? (scoreOf(one) - low) / (high - low) : 1;
            const near = chosen.map((other) => similarity(itemOf(one)!, itemOf(other)!));
            return lambda * relevance - (1 - lambda) * Math.max(0, ...near);
          };
          const left = of.listed.filter((one) => !chosen.includes(one));
          expect(valueOf(id)).toBeCloseTo(Math.max(...left.map(valueOf)), 9);
          chosen.push(id);
        }
      }),
      { numRuns: 200 },
    ));
});
