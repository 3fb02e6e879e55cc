import { describe, expect, it } from 'vitest';
import { userId } from '../../../src/domain/ids.ts';
import type { EvaluationCase } from '../../../src/evaluation/index.ts';
import { isProven } from '../../../src/training/blend/learn-weights.ts';
import { learnDecay } from '../../../src/training/blend/learn-decay.ts';
import { splitAgain } from '../../../src/training/blend/split-again.ts';
import type { DecayedCase } from '../../../src/training/blend/tune-cases.ts';

describe('how fast a history fades for a blend', () => {
  /** One member; weighed the second way it puts the liked item first, the first way last. */
  const cases = (count: number): DecayedCase[] =>
    Array.from({ length: count }, (_, c) => ({
      userId: userId(`u${c}`),
      scores: [[Float32Array.of(0.5, 1)], [Float32Array.of(1, 0.5)]],
      relevant: Uint8Array.of(1, 0),
      relevantCount: 1,
    }));

  it('is the way that predicts best', () => {
    expect(learnDecay(cases(20), [1])).toBe(1);
  });

  it('is the usual one where there is too little to learn from', () => {
    expect(learnDecay(cases(19), [1])).toBe(0);
  });
});

describe('one case cut several times', () => {
  /** Knew 7, then liked 1, 2 (folded in), 3, 4 (to be predicted). */
  const one: EvaluationCase = {
    userId: userId('u'),
    asOfMs: 12,
    history: { items: [7, 1, 2], timesMs: [10, 11, 12] },
    trainedCount: 1,
    targets: new Set([3, 4]),
  };
  const seen = (minHistory: number) =>
    splitAgain(one, minHistory).map(({ history, targets }) => [
      Array.from(history.items),
      [...targets],
    ]);

  it('is cut after every quarter of the events in the window', () => {
    expect(seen(1)).toEqual([
      [
        [7, 1],
        [2, 3, 4],
      ],
      [
        [7, 1, 2],
        [3, 4],
      ],
      [[7, 1, 2, 3], [4]],
    ]);
  });

  it('is not cut where too little would be known', () => {
    expect(seen(4)).toEqual([[[7, 1, 2, 3], [4]]]);
  });

  it('is cut once where the window holds too little for more', () => {
    // Two events: quarters fall on 0, 1 and 1.
    const short = { ...one, history: { items: [7, 1], timesMs: [10, 11] }, targets: new Set([2]) };
    expect(splitAgain(short, 2).map(({ targets }) => [...targets])).toEqual([[2]]);
  });
});

describe('proof of better', () => {
  it('takes the cases of one user together', () => {
    // Differences .3, .3, 0, 0: mean .15. Case by case the standard error is √.03/√4 = .0866, so
    // that .15 is 1.7 of them; of two users, whose means are .3 and 0, it is .15 itself.
    const values = [0.3, 0.3, 0, 0];
    const others = [0, 0, 0, 0];
    const ofUsers = (...names: string[]) => names.map((name) => ({ userId: userId(name) }));
    expect(isProven(ofUsers('a', 'b', 'c', 'd'), values, others, 1.1)).toBe(true);
    expect(isProven(ofUsers('a', 'a', 'b', 'b'), values, others, 1.1)).toBe(false);
  });
});
