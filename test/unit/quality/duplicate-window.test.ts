import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourSet } from '../../../src/quality/hour-set.ts';
import { duplicateWindow } from '../../../src/quality/index.ts';

const HOUR = 3_600_000;
const line = (text: string) => {
  const bytes = Buffer.from(`__${text}__`);
  return { bytes, start: 2, end: bytes.length - 2 };
};

describe('the duplicate window', () => {
  it('finds the same bytes again and nothing else', () => {
    const window = duplicateWindow();
    expect(window.isRepeat(5, line('a'))).toBe(false);
    expect(window.isRepeat(5, line('b'))).toBe(false);
    expect(window.isRepeat(5, line('a'))).toBe(true);
    expect(window.isRepeat(5, line(''))).toBe(false);
    expect(window.isRepeat(5, line('\0'))).toBe(false);
  });

  // Latest hour 30: hours 6..30 are remembered, hour 5 is not.
  it('forgets what is more than 24 hours behind the latest event', () => {
    const window = duplicateWindow();
    window.isRepeat(5 * HOUR, line('five'));
    window.isRepeat(6 * HOUR, line('six'));
    window.isRepeat(30 * HOUR, line('thirty'));
    expect(window.oldestMs).toBe(6 * HOUR);
    expect(window.isRepeat(6 * HOUR, line('six'))).toBe(true);
    expect(window.isRepeat(5 * HOUR, line('five'))).toBe(false);
    expect(window.isRepeat(5 * HOUR, line('five'))).toBe(false);
  });

  it('answers as if lines that it has forgotten had never come', () => {
    const window = duplicateWindow();
    window.advance(100 * HOUR);
    expect(window.isRepeat(99 * HOUR, line('a'))).toBe(false);
    window.advance(50 * HOUR);
    expect(window.isRepeat(99 * HOUR, line('a'))).toBe(true);
  });

  it('agrees with a plain set of the lines', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 4 }));
    fc.assert(
      fc.property(texts, (all) => {
        const window = duplicateWindow();
        const set = new Set<string>();
        for (const text of all) {
          expect(window.isRepeat(0, line(text))).toBe(set.has(text));
          set.add(text);
        }
      }),
    );
  });
});

describe('an hour set', () => {
  it('holds many fingerprints, each once, the all-zero one too', () => {
    const set = hourSet();
    for (let n = 0; n < 10_000; n++) expect(set.add(n, n % 7)).toBe(true);
    for (let n = 0; n < 10_000; n++) expect(set.add(n, n % 7)).toBe(false);
    expect(set.size).toBe(10_000);
  });
});
