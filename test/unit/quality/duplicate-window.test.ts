import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozenHour } from '../../../src/quality/frozen-hour.ts';
import { hourPrints } from '../../../src/quality/hour-prints.ts';
import { hourSet } from '../../../src/quality/hour-set.ts';
import { LineHash } from '../../../src/quality/line-hash.ts';
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

describe('what is remembered of an hour', () => {
  it('is each fingerprint once, the all-zero one too', () => {
    const set = hourSet();
    for (let n = 0; n < 10_000; n++) expect(set.add(n, n % 7)).toBe(true);
    for (let n = 0; n < 10_000; n++) expect(set.add(n, n % 7)).toBe(false);
    expect(set.size).toBe(10_000);
  });

  it('stays when it is packed, and packed once more with what came late', () => {
    const set = hourSet();
    const more = hourSet();
    for (let n = 0; n < 10_000; n++) set.add(n, n * 429_000);
    for (let n = 0; n < 100; n++) more.add(n, n * 429_000 + 1);
    const packed = frozenHour([set.pairs]);
    const both = frozenHour([packed.pairs(), more.pairs]);
    expect([packed.size, both.size]).toEqual([10_000, 10_100]);
    for (let n = 0; n < 10_000; n++) {
      const high = (n * 429_000) >>> 0;
      expect(packed.has(n, high)).toBe(true);
      expect(both.has(n, high)).toBe(true);
      expect(packed.has(n, (high ^ 0x10001) >>> 0)).toBe(false);
      expect(both.has(n, (n * 429_000 + 1) >>> 0)).toBe(n < 100);
    }
  });

  // 100,000 lines are more than an hour keeps unpacked when it is over; the late ones pack again.
  it('does not depend on when the hour was said to be over', () => {
    const [open, over, late] = [hourPrints(), hourPrints(), hourPrints()];
    late.freeze();
    for (let n = 0; n < 200_000; n++) {
      if (n === 100_000) over.freeze();
      const low = Math.imul(n % 150_000, 0x9e3779b1) >>> 0;
      const high = Math.imul(n % 150_000, 0x85ebca6b) >>> 0;
      const fresh = n < 150_000;
      if (open.add(low, high) !== fresh) expect.fail(`open: ${n}`);
      if (over.add(low, high) !== fresh) expect.fail(`over: ${n}`);
      if (late.add(low, high) !== fresh) expect.fail(`late: ${n}`);
    }
    expect([open.size, over.size, late.size]).toEqual([150_000, 150_000, 150_000]);
  });
});

describe('the hash of a line', () => {
  const hashed = (text: string): string => {
    const bytes = Buffer.from(`_${text}_`);
    const hash = new LineHash();
    hash.take(bytes, 1, bytes.length - 1);
    return [hash.low, hash.high].map((half) => half.toString(16).padStart(8, '0')).join('');
  };

  // MurmurHash3_x86_128 with seed 0, as other implementations print it: its first 64 bits.
  it.each([
    ['', '0000000000000000'],
    ['I will not buy this record, it is scratched.', 'a0a9683b25ac5e40'],
    ["I will not buy this tobacconist's, it is scratched.", '9b5b7ba2ef3f7866'],
  ])('of %j is the published one', (text, expected) => {
    expect(hashed(text)).toBe(expected);
  });

  it('differs wherever one byte differs, at every length', () => {
    const seen = new Set<string>();
    for (let length = 1; length < 70; length++)
      for (let at = 0; at < length; at++)
        seen.add(hashed(`${'a'.repeat(at)}b${'a'.repeat(length - at - 1)}`));
    // 1 + 2 + … + 69
    expect(seen.size).toBe(2_415);
  });
});
