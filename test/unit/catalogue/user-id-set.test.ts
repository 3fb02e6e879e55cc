import { describe, expect, it } from 'vitest';
import { userIdSet } from '../../../src/catalogue/user-id-set.ts';
import { userId } from '../../../src/domain/ids.ts';

describe('a set of user ids', () => {
  it('keeps ids as they are written', () => {
    const ids = userIdSet();
    for (const id of [
      '0',
      '7',
      '8',
      '007',
      '268435456',
      '999999999999999',
      '1000000000000000',
      'x',
    ])
      ids.add(userId(id));
    for (const id of [
      '0',
      '7',
      '8',
      '007',
      '268435456',
      '999999999999999',
      '1000000000000000',
      'x',
    ])
      expect(ids.has(userId(id))).toBe(true);
    for (const id of ['00', '07', '9', '1', '268435457', '268435455', '', 'y', '7.0', '-7'])
      expect(ids.has(userId(id))).toBe(false);
    expect([0, 7, 8, 268_435_456, 999_999_999_999_999].map(ids.hasNumber)).not.toContain(false);
    expect([1, 9, 15, 268_435_457, 5e9].map(ids.hasNumber)).not.toContain(true);
  });
});
