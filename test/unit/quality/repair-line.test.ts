import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/catalogue/index.ts';
import type { Item } from '../../../src/domain/catalogue-records.ts';
import { itemId } from '../../../src/domain/ids.ts';
import { decodeLine, movielogDecoder } from '../../../src/events/index.ts';
import { judgeEvent, repairLine, type RepairAttempt } from '../../../src/quality/index.ts';

const RUNTIMES = new Map([
  ['alien+1979', 117],
  ['aliens+1986', 137],
  ['alien3+1992', 114],
  ['heat+1995', null],
]);
const itemOf = (id: string): Item | undefined => {
  const runtimeMinutes = RUNTIMES.get(id);
  return runtimeMinutes === undefined
    ? undefined
    : {
        itemId: itemId(id),
        title: id,
        genres: [],
        runtimeMinutes,
        releaseYear: null,
        language: null,
        collection: null,
      };
};
const catalogue = (changes: Partial<Catalogue> = {}): Catalogue => ({
  id: 'c',
  itemCoverage: 'complete',
  userCoverage: 'none',
  hasItem: (id) => RUNTIMES.has(id),
  hasUser: (id) => Number(id) <= 50,
  lacksItem: () => false,
  lacksUser: () => false,
  item: itemOf,
  ...changes,
});

/** Repairs as the judge does: what does not decode, and what the catalogue does not have. */
function attempt(line: string, changes: Partial<Catalogue> = {}, userIdBound = 1000) {
  const grounds = { decoder: movielogDecoder, catalogue: catalogue(changes), userIdBound };
  const decoded = decodeLine(line);
  if (!decoded.ok) return repairLine(line, decoded.reason, grounds);
  const verdict = judgeEvent(decoded.event, grounds.catalogue);
  return verdict.kind === 'rejected' ? repairLine(line, verdict.reason, grounds) : null;
}
const lineOf = (found: RepairAttempt | null): string | null =>
  found?.kind === 'repaired' ? found.candidate.line : (found?.kind ?? null);

const CLEAN = '2024-03-01T12:31:17,700,GET /data/m/alien+1979/63.mpg';

describe('repairing a line', () => {
  it.each([
    ['a letter in the time', '2024-03-01T1O2:31:17,700,GET /data/m/alien+1979/63.mpg'],
    ['a letter in the user', '2024-03-01T12:31:17,7N00,GET /data/m/alien+1979/63.mpg'],
    ['a letter in the verb', '2024-03-01T12:31:17,700,GZET /data/m/alien+1979/63.mpg'],
    ['a blank in the path', '2024-03-01T12:31:17,700,GET /d ata/m/alien+1979/63.mpg'],
    ['a letter in the id', '2024-03-01T12:31:17,700,GET /data/m/alYien+1979/63.mpg'],
    ['a letter ids may have', '2024-03-01T12:31:17,700,GET /data/m/aliqen+1979/63.mpg'],
    ['a letter before the ending', '2024-03-01T12:31:17,700,GET /data/m/alien+1979/63.Hmpg'],
    ['a blank at the end', '2024-03-01T12:31:17,700,GET /data/m/alien+1979/63.mpg '],
    ['a zero before the minute', '2024-03-01T12:31:17,700,GET /data/m/alien+1979/063.mpg'],
  ])('takes out %s', (_what, line) => {
    expect(lineOf(attempt(line))).toBe(CLEAN);
  });

  it('gives up where several lines can have been meant', () => {
    // 7-00 users 700 and 100 and 710 are all plausible; hour 102 is 02, 12 or 10.
    expect(lineOf(attempt('2024-03-01T102:31:17,700,GET /data/m/alien+1979/63.mpg'))).toBe(
      'ambiguous',
    );
    // alien3s: the third film of 1979? Neither alien3 nor aliens exists with that year.
    expect(lineOf(attempt('2024-03-01T12:31:17,700,GET /data/m/alien3s+1979/63.mpg'))).toBe('none');
  });

  it('takes a line once, however often the same character repeats', () => {
    // Taking out either t gives heat.
    expect(lineOf(attempt('2024-03-01T12:31:17,700,GET /data/m/heatt+1995/3.mpg'))).toBe(
      '2024-03-01T12:31:17,700,GET /data/m/heat+1995/3.mpg',
    );
  });

  it('lets the runtime decide between minutes', () => {
    // 1063 of 117 minutes cannot be; 063 is no number, 163 is too late, 103 and 106 both can be.
    expect(lineOf(attempt('2024-03-01T12:31:17,700,GET /data/m/alien+1979/1063.mpg'))).toBe(
      'ambiguous',
    );
    // 990: 90 is left twice, as the same line; 99 too. 909 would be 99, 90 and 09.
    expect(lineOf(attempt('2024-03-01T12:31:17,700,GET /data/m/alien+1979/999.mpg'))).toBe(
      '2024-03-01T12:31:17,700,GET /data/m/alien+1979/99.mpg',
    );
    // The last minute may exceed the runtime by one.
    expect(attempt('2024-03-01T12:31:17,700,GET /data/m/alien+1979/118.mpg')).toBeNull();
  });

  it('wants every movie of a list known', () => {
    const list = (items: string, end = '5 ms') =>
      `2024-03-01T12:31:17.071,700,recommendation request a:8082, status 200, result: ${items}, ${end}`;
    expect(lineOf(attempt(list('alien+1979, heXat+1995')))).toBe(list('alien+1979, heat+1995'));
    expect(lineOf(attempt(list('alien+1979, lost+1990', '5 mzs')))).toBe('none');
  });

  it('wants a plausible user', () => {
    const line = '2024-03-01T12:31:17,7N00,GET /data/m/alien+1979/63.mpg';
    expect(lineOf(attempt(line, {}, 699))).toBe('none');
    expect(lineOf(attempt(line, { userCoverage: 'complete' }))).toBe('none');
    expect(lineOf(attempt(line.replace('7N00', '4N2'), { userCoverage: 'complete' }))).toBe(
      CLEAN.replace('700', '42'),
    );
    // A partial one vouches for those it has, and the ids seen for the others.
    expect(lineOf(attempt(line.replace('7N00', '4N2'), { userCoverage: 'partial' }, 0))).toBe(
      CLEAN.replace('700', '42'),
    );
  });

  it('repairs nothing without a catalogue of items', () => {
    const line = '2024-03-01T1O2:31:17,700,GET /data/m/alien+1979/63.mpg';
    expect(lineOf(attempt(line, { itemCoverage: 'none' }))).toBe('none');
    const grounds = { decoder: movielogDecoder, catalogue: null, userIdBound: 1000 };
    expect(repairLine(line, 'bad_time', grounds).kind).toBe('none');
  });

  it('waits where only the API can tell', () => {
    const live = { itemCoverage: 'live', userCoverage: 'live' } as const;
    const line = '2024-03-01T1O2:31:17,42,GET /data/m/brandnew+2024/63.mpg';
    expect(lineOf(attempt(line, live))).toBe('pending');
    expect(lineOf(attempt(line, { ...live, lacksItem: () => true }))).toBe('none');
  });

  it('never takes out what no fault puts in', () => {
    // A second plus is no letter, digit or blank.
    expect(lineOf(attempt('2024-03-01T12:31:17,700,GET /data/m/alien++1979/63.mpg'))).toBe('none');
  });

  it('gives back what was written whenever it repairs one inserted character', () => {
    const clean = fc.record({
      time: fc.constantFrom('2024-03-01T12:31:17', '2024-03-01T12:31', '2024-12-09T23:05:41'),
      user: fc.integer({ min: 1, max: 1000 }),
      action: fc.constantFrom(
        'GET /data/m/alien+1979/63.mpg',
        'GET /data/m/aliens+1986/9.mpg',
        'GET /rate/alien3+1992=4',
        'recommendation request a:8082, status 0, result: refused: x, 17 ms',
      ),
    });
    const inserted = fc.record({
      at: fc.nat(),
      character: fc.constantFrom(...'ABYZabyz0123456789 '),
    });
    fc.assert(
      fc.property(clean, inserted, ({ time, user, action }, { at, character }) => {
        const written = `${time},${user},${action}`;
        const place = at % (written.length + 1);
        const damaged = written.slice(0, place) + character + written.slice(place);
        const found = attempt(damaged);
        if (found?.kind === 'repaired') expect(found.candidate.line).toBe(written);
      }),
      { numRuns: 3000 },
    );
  });

  it('throws on nothing and takes out exactly one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (line) => {
        const found = attempt(line);
        if (found?.kind === 'repaired') expect(found.candidate.line).toHaveLength(line.length - 1);
      }),
      { numRuns: 2000 },
    );
  });
});
