import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical-json.ts';
import { dayOf, formatEventTime } from '../../../src/domain/event-time.ts';
import { accountedFor, addLedgers, EMPTY_LEDGER, type Ledger } from '../../../src/domain/ledger.ts';
import { SILENT } from '../../../src/domain/progress.ts';

describe('canonicalJson', () => {
  it('has the same bytes whatever order the members came in', () => {
    expect(canonicalJson({ b: [1, { y: null, x: 'é' }], a: true })).toBe(
      canonicalJson({ a: true, b: [1, { x: 'é', y: null }] }),
    );
    expect(canonicalJson({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has one zero.
        expect(JSON.parse(canonicalJson(value as never))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
  });
});

describe('formatEventTime', () => {
  const at = (ms: number, nanos = 0): string => formatEventTime({ ms, nanos });
  const noon = Date.UTC(2022, 10, 14, 12, 24);
  it.each([
    [at(noon), '2022-11-14T12:24'],
    [at(noon + 5_000), '2022-11-14T12:24:05'],
    [at(noon + 5), '2022-11-14T12:24:00.005'],
    [at(noon + 71, 120_000), '2022-11-14T12:24:00.071120'],
    [at(noon + 71, 123_456), '2022-11-14T12:24:00.071123456'],
  ])('writes %s', (written, expected) => expect(written).toBe(expected));

  it('knows the day of an instant', () => expect(dayOf(noon)).toBe('2022-11-14'));
});

describe('ledgers', () => {
  const ledger: Ledger = {
    read: 10,
    accepted: { watch: 3, rating: 2, recommendation: 1, account: 0 },
    repaired: 1,
    duplicate: 1,
    quarantined: { bad_time: 1 },
    pending: 1,
  };

  it('add up kind by kind and reason by reason', () => {
    const sum = addLedgers(ledger, { ...ledger, quarantined: { bad_item: 1 } });
    expect(sum).toMatchObject({ read: 20, repaired: 2, quarantined: { bad_item: 1, bad_time: 1 } });
    expect(accountedFor(sum)).toBe(20);
    expect(addLedgers(ledger, EMPTY_LEDGER)).toEqual(ledger);
  });
});

describe('SILENT', () => {
  it('tells nobody', () => {
    expect(SILENT.say('anything')).toBeUndefined();
    expect(SILENT.update({ task: 't', done: 1, total: 2, unit: 'rows' })).toBeUndefined();
  });
});
