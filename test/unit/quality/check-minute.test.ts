import { describe, expect, it } from 'vitest';
import type { Catalogue, Coverage } from '../../../src/catalogue/index.ts';
import type { Item } from '../../../src/domain/catalogue-records.ts';
import { decodeLine } from '../../../src/events/index.ts';
import { checkMinute } from '../../../src/quality/index.ts';

const standing = (minute: number, coverage: Coverage, runtimeMinutes: number | null = 90) => {
  const decoded = decodeLine(`2024-03-01T00:00,1,GET /data/m/film+1/${minute}.mpg`);
  if (!decoded.ok) throw new Error(decoded.reason);
  const item = { runtimeMinutes } as Item;
  return checkMinute(decoded.event, {
    itemCoverage: coverage,
    item: () => item,
  } as unknown as Catalogue);
};

describe('a minute held against the runtime of 90', () => {
  it.each([
    // The last minute may exceed the runtime by 1.
    ['complete', 91, 'possible'],
    ['complete', 92, 'impossible'],
    ['live', 92, 'impossible'],
    ['partial', 92, 'doubtful'],
    // Twice the runtime, and the one minute more.
    ['partial', 181, 'doubtful'],
    ['partial', 182, 'impossible'],
    ['partial', 1063, 'impossible'],
  ] as const)('of a %s catalogue makes minute %d %s', (coverage, minute, expected) => {
    expect(standing(minute, coverage)).toBe(expected);
  });

  it('is possible whatever it is when the runtime is not known', () => {
    expect(standing(1500, 'complete', null)).toBe('possible');
  });
});
