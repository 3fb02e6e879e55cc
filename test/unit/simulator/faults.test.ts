import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine } from '../../../src/events/index.ts';
import {
  dropMinute,
  faultOf,
  insertCharacter,
  replaceMovieId,
} from '../../../src/simulator/faults.ts';

const LINE = '2026-01-05T10:00:01,12,GET /data/m/old+river+1990/17.mpg';

describe('a damaged line', () => {
  it('has one letter, digit or blank too many', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, number) => {
        const damaged = insertCharacter(LINE, seed, number);
        const back = Array.from(damaged, (_, k) => damaged.slice(0, k) + damaged.slice(k + 1));
        const at = back.indexOf(LINE);
        return damaged.length === LINE.length + 1 && at >= 0 && /[A-Za-z0-9 ]/.test(damaged[at]!);
      }),
    );
  });

  it('has 8 to 55 alphanumerics for a movie id and is else as it was', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, number) => {
        const id = /^2026-01-05T10:00:01,12,GET \/data\/m\/([A-Za-z0-9]{8,55})\/17\.mpg$/;
        return id.test(replaceMovieId(LINE, seed, number));
      }),
    );
    const rating = '2026-01-05T10:00,12,GET /rate/old+river+1990=4';
    expect(replaceMovieId(rating, 1, 1)).toMatch(/,GET \/rate\/[A-Za-z0-9]{8,55}=4$/);
    const account = '2026-01-05T10:00,12,GET /create_account';
    expect(replaceMovieId(account, 1, 1)).toBe(account);
  });

  it('without its minute is no line of the grammar', () => {
    expect(dropMinute(LINE)).toBe('2026-01-05T10:00:01,12,GET /data/m/old+river+1990/.mpg');
    expect(decodeLine(dropMinute(LINE)).ok).toBe(false);
  });

  it('is as frequent as the rates say, and none is when they are 0', () => {
    const rates = { inserted: 0.1, replaced: 0.05, repeated: 0.02, late: 0.03 };
    const none = { inserted: 0, replaced: 0, repeated: 0, late: 0 };
    const counts = new Map<string | null, number>();
    for (let line = 0; line < 20_000; line++) {
      const kind = faultOf(rates, 1, line);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      expect(faultOf(none, 1, line)).toBeNull();
    }
    // Standard errors are at most sqrt(0.1 · 0.9 / 20,000) = 0.002.
    for (const [kind, rate] of Object.entries(rates))
      expect(Math.abs((counts.get(kind) ?? 0) / 20_000 - rate)).toBeLessThan(0.008);
  });
});
