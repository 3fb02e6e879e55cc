import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../src/monitoring/changes.ts';
import type { ReportContent } from '../../../src/monitoring/index.ts';

/** Only what is compared. */
const content = (part: object): ReportContent =>
  ({ headline: ['a', 'b', 'c'], findings: [], ...part }) as unknown as ReportContent;

describe('changesBetween', () => {
  it('names what differs, what came and what went', () => {
    const before = content({
      requests: 3,
      viewing: { minutes: 120 },
      unansweredBy: { timeout: 1 },
    });
    const after = content({
      requests: 3,
      viewing: { minutes: 180 },
      shown: { top: [{ itemId: 'a' }] },
    });
    expect(changesBetween(before, after)).toEqual([
      'viewing.minutes: 120 → 180',
      'unansweredBy.timeout: 1 → nothing',
      'shown.top[0].itemId: nothing → "a"',
    ]);
  });

  it('says nothing of what is the same, and leaves sentences out', () => {
    expect(changesBetween(content({ a: 1, headline: ['x'] }), content({ a: 1 }))).toEqual([]);
  });

  it('spells out thirty differences and counts the others', () => {
    const many = (value: number) =>
      content({ hours: Array.from({ length: 33 }, () => ({ requests: value })) });
    const changes = changesBetween(many(1), many(2));
    expect(changes).toHaveLength(31);
    expect(changes.at(-1)).toBe('and 3 more');
  });
});
