import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import type { Scorer } from '../../../src/evaluation/index.ts';
import { topK } from '../../../src/math/top-k.ts';
import { localRanker } from '../../../src/serving/index.ts';

const fixed = (scores: readonly number[]): Scorer => ({
  itemIds: scores.map((_, row) => itemId(`i${row}`)),
  personal: true,
  score: (_history, _context, out) => out.set(scores),
});
const request = { history: { items: [], timesMs: [] }, context: { asOfMs: 0 } };

describe('localRanker', () => {
  it('gives the same rows whether the scorer has a short way to them or not', async () => {
    const cases = fc.record({
      scores: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 }),
      excluded: fc.uniqueArray(fc.nat(29)),
      k: fc.nat(35),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ scores, excluded, k }) => {
        const long = fixed(scores);
        const short: Scorer = {
          ...long,
          score: () => undefined,
          top: (_history, _context, wanted) => {
            const all = Float32Array.from(scores);
            const rows = topK(all, wanted.k, wanted.excluded);
            return { rows, scores: Float32Array.from(rows, (row) => all[row]!) };
          },
        };
        const asked = { ...request, k, excluded: Uint32Array.from(excluded).sort() };
        expect(await localRanker(short).top(asked)).toEqual(await localRanker(long).top(asked));
      }),
    );
  });

  it('says nothing of rows whose model cannot explain them', async () => {
    const rows = Uint32Array.of(1, 0);
    expect(await localRanker(fixed([1, 2])).explain(request, rows)).toEqual([null, null]);
  });

  it('refuses what is asked after it was closed', async () => {
    const ranker = localRanker(fixed([1]));
    await ranker.close();
    const asked = { ...request, k: 1, excluded: new Uint32Array() };
    await expect(ranker.top(asked)).rejects.toMatchObject({ code: 'STOPPED' });
  });
});
