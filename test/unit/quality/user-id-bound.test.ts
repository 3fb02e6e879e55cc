import { describe, expect, it } from 'vitest';
import { userIdBound } from '../../../src/quality/index.ts';

const after = (before: number, ids: readonly string[]): number => {
  const bound = userIdBound(before);
  for (const id of ids) bound.see(id);
  return bound.after;
};

describe('the largest user id seen', () => {
  it('rises to an id that two lines carry, and not to a damaged one that comes once', () => {
    expect(after(0, ['659125', '6597125', '659125'])).toBe(659_125);
  });

  it('never falls, and believes no id that no account can have', () => {
    expect(after(500, ['3', '3'])).toBe(500);
    expect(after(500, ['99999999999', '99999999999'])).toBe(500);
  });

  it('leaves ids of other services aside, which are no numbers', () => {
    expect(after(500, ['501', '501', 'ada@home', 'ada@home'])).toBe(501);
  });

  it('leaves the bound that lines are judged with alone', () => {
    const bound = userIdBound(7);
    bound.see('9');
    bound.see('9');
    expect([bound.before, bound.after]).toEqual([7, 9]);
  });
});
