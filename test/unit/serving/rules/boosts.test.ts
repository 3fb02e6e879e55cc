import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf, rulesDocument, world } from './arbitrary-world.ts';

/** Without what takes out, reorders otherwise or draws, so that the order shows boosts alone. */
const boostsOnly = rulesDocument.map(({ boosts }) => ({ boosts }));

describe('boosts', () => {
  it('order the items of a source by score after products and then sums', () =>
    fc.assert(
      fc.asyncProperty(world, boostsOnly, async (of, { boosts }) => {
        const { answer, ids, itemOf } = await outcomeOf(of, { boosts } as never, { filters: {} });
        const valueOf = (at: number): number => {
          const { itemId: id, score } = answer.exposures[at]!;
          const stated = boosts.filter((boost) =>
            'genre' in boost ? itemOf(id)!.genres.includes(boost.genre) : boost.item === id,
          );
          let value = score!;
          for (const boost of stated)
            if ('multiply' in boost)
              value = value < 0 ? value / boost.multiply : value * boost.multiply;
          for (const boost of stated) if ('add' in boost) value += boost.add;
          return value;
        };
        const { placed } = answer.receipt.trace!;
        for (let at = 1; at < ids.length; at++)
          if (placed[at] === placed[at - 1] && answer.exposures[at]!.score !== null)
            expect(valueOf(at - 1)).toBeGreaterThanOrEqual(valueOf(at) - 1e-9);
      }),
      { numRuns: 400 },
    ));

  it('leave the scores themselves as the model gave them', () =>
    fc.assert(
      fc.asyncProperty(world, boostsOnly, async (of, { boosts }) => {
        const { answer } = await outcomeOf(of, { boosts } as never);
        const { placed, sources } = answer.receipt.trace!;
        for (const [at, { itemId: id, score }] of answer.exposures.entries()) {
          if (score === null) continue;
          const isChampion = sources[placed[at]!]!.source === 'champion';
          const scores = isChampion ? of.championScores : of.baselineScores;
          expect(score).toBe(scores[Number(/\d+/.exec(id)![0])]);
        }
      }),
    ));
});
