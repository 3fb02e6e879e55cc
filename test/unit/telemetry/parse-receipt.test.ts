import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../../src/telemetry/index.ts';
import { receiptOf } from './receipts.ts';

const line = JSON.stringify(receiptOf('r-1'));

describe('parseReceipt', () => {
  it('gives back what was written', () => {
    expect(parseReceipt(line)).toEqual(receiptOf('r-1'));
  });

  it('takes no beginning of a line for a receipt', () => {
    for (let length = 0; length < line.length; length++)
      expect(parseReceipt(line.slice(0, length))).toBeNull();
  });

  it('drops members that a later version adds', () => {
    expect(parseReceipt(line.replace('{', '{"later":1,'))).toEqual(receiptOf('r-1'));
  });

  it.each([
    ['a tier nobody knows', { tier: 'guess' }],
    ['a position 0', { exposures: [{ itemId: 'a', position: 0, score: 1, propensity: 1 }] }],
    ['a propensity 0', { exposures: [{ itemId: 'a', position: 1, score: 1, propensity: 0 }] }],
    ['no user', { userId: undefined }],
  ])('refuses %s', (_what, change) => {
    expect(parseReceipt(JSON.stringify({ ...receiptOf('r-1'), ...change }))).toBeNull();
  });

  it('throws on nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseReceipt(text)).toBeNull();
      }),
    );
  });
});
