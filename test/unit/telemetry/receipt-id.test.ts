import { describe, expect, it } from 'vitest';
import { receiptIds, receiptTimeMs } from '../../../src/telemetry/index.ts';

describe('receiptIds', () => {
  it('begins with the millisecond in hexadecimal and carries version 7 and the RFC variant', () => {
    // 1_795_249_711_987 = 0x01a1fd38ab73
    const id = receiptIds({ nowMs: () => 1_795_249_711_987 })();
    expect(id).toMatch(/^01a1fd38-ab73-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(receiptTimeMs(id)).toBe(1_795_249_711_987);
  });

  it('sorts as text by the time of making', () => {
    let nowMs = 0xffff;
    const make = receiptIds({ nowMs: () => (nowMs += 7_777) });
    const ids = Array.from({ length: 300 }, make);
    expect([...ids].sort()).toEqual(ids);
  });

  it('makes no id twice within a millisecond, nor in two makers', () => {
    const makers = [0, 1].map(() => receiptIds({ nowMs: () => 5 }));
    const ids = makers.flatMap((make) => Array.from({ length: 1_000 }, make));
    expect(new Set(ids).size).toBe(2_000);
  });

  it.each([-1, 2 ** 60])('makes a well-formed id when the clock says %d', (nowMs) => {
    expect(receiptTimeMs(receiptIds({ nowMs: () => nowMs })())).not.toBeNull();
  });
});

describe('receiptTimeMs', () => {
  it.each(['', 'abc', '01a1fd38-ab73-4000-8000-000000000000', '../../etc/passwd'])(
    'knows no time of %j',
    (text) => {
      expect(receiptTimeMs(text)).toBeNull();
    },
  );
});
