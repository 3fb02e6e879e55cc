import { describe, expect, it } from 'vitest';
import {
  chooseAmong,
  LEAVE_UTILITY,
  positionBias,
  worthOf,
  type Option,
} from '../../../src/simulator/choice.ts';

const option = (item: number, utility: number, minutes: number, position = 0): Option => ({
  item,
  utility,
  minutes,
  position,
});

describe('a choice', () => {
  it('is worth the minutes of its options weighted by their chances', () => {
    // Weights e^1 (leave), e^1, e^1: each a third. (60 + 30) / 3 = 30 minutes, 20 of them listed.
    const options = [option(1, LEAVE_UTILITY, 60, 1), option(2, LEAVE_UTILITY, 30)];
    expect(worthOf(options).minutes).toBeCloseTo(30, 10);
    expect(worthOf(options).fromList).toBeCloseTo(20, 10);
    expect(worthOf([])).toEqual({ minutes: 0, fromList: 0 });
  });

  it('falls as often on an option as its worth says', () => {
    const options = [option(1, 2, 100, 1), option(2, 1, 50), option(3, 0, 10)];
    const visits = 20_000;
    let minutes = 0;
    for (let visit = 0; visit < visits; visit++)
      minutes += chooseAmong(options, visit)?.minutes ?? 0;
    // The minutes of a choice deviate by at most 50 around their mean: standard error 0.35.
    expect(Math.abs(minutes / visits - worthOf(options).minutes)).toBeLessThan(1.5);
  });

  it('of the same visit stays the same when a worse option is added', () => {
    const options = [option(1, 3, 90), option(2, 2, 80)];
    for (let visit = 0; visit < 200; visit++) {
      const before = chooseAmong(options, visit);
      const after = chooseAmong([...options, option(3, -1, 70)], visit);
      expect(after === before || after?.item === 3).toBe(true);
    }
  });

  it('falls less easily on what stands lower', () => {
    expect(positionBias(1)).toBeCloseTo(0, 12);
    expect(positionBias(20)).toBeLessThan(positionBias(10));
  });
});
