import { describe, expect, it } from 'vitest';
import { splitHeldOut, splitOverTime } from '../../../src/evaluation/index.ts';
import { positivesFrom } from '../training/few-positives.ts';

const DAY = 86_400_000;

/** One user likes four items on days 1 to 4; each was rated a day and a half after the liking. */
const positives = {
  ...positivesFrom([
    [0, 0, 1],
    [0, 1, 2],
    [0, 2, 3],
    [0, 3, 4],
  ]),
  feedback: {
    completions: Float32Array.of(0.25, 0.5, 0.75, 1),
    completionsMs: Float64Array.of(1, 2, 3, 4).map((day) => day * DAY),
    ratings: Float32Array.of(5, 4, 3, 2),
    ratingsMs: Float64Array.of(2.5, 3.5, 4.5, 5.5).map((day) => day * DAY),
  },
};

describe('what a history says of its items', () => {
  it('is what was known at the instant of the list, however it went on', () => {
    const [window] = splitOverTime(positives, {
      protocol: 'static',
      cuts: [0.75, 1],
      minItemPositives: 0,
      minHistory: 1,
    });
    // Items 0 to 2 are known at day 3, when only item 0 was rated; item 3 is no candidate.
    expect(window!.cases).toEqual([]);
    expect(window!.train.feedback!.ratings).toEqual(Float32Array.of(5, 4, 3));
    const again = { ...positives, items: Uint32Array.of(0, 1, 2, 0), userIds: positives.userIds };
    const [judged] = splitOverTime(again, {
      protocol: 'static',
      cuts: [0.75, 1],
      minItemPositives: 1,
      minHistory: 1,
    });
    expect(judged!.cases[0]!.history).toEqual({
      items: [0, 1, 2],
      timesMs: [DAY, 2 * DAY, 3 * DAY],
      completions: [0.25, 0.5, 0.75],
      ratings: [5, NaN, NaN],
    });
  });

  it('covers what the window folds in', () => {
    const again = {
      ...positives,
      items: Uint32Array.of(0, 1, 0, 1),
      users: Uint32Array.of(0, 0, 1, 1),
    };
    const [window] = splitOverTime(
      { ...again, userIds: [...positives.userIds, positives.userIds[0]!] },
      { protocol: 'live', cuts: [0.5, 1], minItemPositives: 1, minHistory: 1 },
    );
    // The second user's first event, on day 3, is folded in; rated on day 4.5 only.
    expect(window!.cases[0]!.history).toMatchObject({ completions: [0.75], ratings: [NaN] });
  });

  it('is all there is for held-out users, who are judged at the end', () => {
    const window = splitHeldOut(
      {
        ...positives,
        userIds: [...positives.userIds, positives.userIds[0]!],
        users: Uint32Array.of(0, 0, 1, 1),
        items: Uint32Array.of(0, 1, 0, 1),
      },
      { heldOutRate: 0.5, foldInRate: 0.5, minItemPositives: 1, minHistory: 1, seed: 1 },
    );
    const { items, completions, ratings } = window.cases[0]!.history;
    // Completions are quarters, one more for every row.
    const row = completions![0]! * 4 - 1;
    expect(items).toHaveLength(1);
    expect(ratings).toEqual([positives.feedback.ratings[row]]);
  });
});
