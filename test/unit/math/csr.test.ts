import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCsr } from '../../../src/math/csr.ts';

const SHAPE = { rowCount: 3, columnCount: 4 };

describe('buildCsr', () => {
  it('groups pairs by row, in the order in which they were given', () => {
    // Row 0: columns 3, 1; row 1: none; row 2: column 0. Pairs 1 and 2 are row 0's.
    const built = buildCsr([2, 0, 0], [0, 3, 1], SHAPE);
    expect([...built.offsets]).toEqual([0, 2, 2, 3]);
    expect([...built.columns]).toEqual([3, 1, 0]);
    expect([...built.source]).toEqual([1, 2, 0]);
  });

  it('refuses indexes out of range and arrays of different length', () => {
    expect(() => buildCsr([3], [0], SHAPE)).toThrow('index 3');
    expect(() => buildCsr([0], [-1], SHAPE)).toThrow('index -1');
    expect(() => buildCsr([0.5], [0], SHAPE)).toThrow('index 0.5');
    expect(() => buildCsr([0], [], SHAPE)).toThrow('1 rows, 0 columns');
  });

  it('keeps every pair', () => {
    const pair = fc.tuple(fc.nat(2), fc.nat(3));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const built = buildCsr(
          pairs.map(([row]) => row),
          pairs.map(([, column]) => column),
          SHAPE,
        );
        const kept: number[][] = [];
        for (let row = 0; row < 3; row++)
          for (let k = built.offsets[row]!; k < built.offsets[row + 1]!; k++)
            kept.push([row, built.columns[k]!]);
        expect(kept).toEqual([...pairs].sort(([a], [b]) => a - b));
      }),
    );
  });
});
