import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelMemory } from '../../../../src/math/kernels/kernel-memory.ts';
import {
  countOf,
  pairsOfArrays,
  placeObservations,
  transposeObservations,
  type Observations,
  type PairArrays,
} from '../../../../src/math/kernels/observations.ts';

const place = (memory: KernelMemory, arrays: PairArrays): Observations =>
  placeObservations(memory, pairsOfArrays(arrays));

/** Every pair as text, in the order in which it lies. */
function pairsOf(o: Observations): string[] {
  const pairs: string[] = [];
  for (let row = 0; row < o.rowCount; row++)
    for (let s = 0; s < o.segments; s++)
      for (let k = o.offsets[row * o.segments + s]!; k < o.offsets[row * o.segments + s + 1]!; k++)
        pairs.push(`${row} ${s * o.segmentWidth + o.ids[k]!} ${o.weights?.[k] ?? '-'}`);
  return pairs;
}

const shapes = fc
  .record({ rowCount: fc.integer({ min: 1, max: 5 }), columnCount: fc.constantFrom(1, 9, 200_000) })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      pairs: fc.array(fc.tuple(fc.nat(shape.rowCount - 1), fc.nat(shape.columnCount - 1)), {
        maxLength: 30,
      }),
      weighted: fc.boolean(),
    }),
  );

describe('observations', () => {
  it('keep every pair with its weight, by row and by column, ids ascending by column', () => {
    fc.assert(
      fc.property(shapes, ({ shape, pairs, weighted }) => {
        const memory = new KernelMemory();
        const [rows, columns] = [pairs.map(([r]) => r), pairs.map(([, c]) => c)];
        const weights = weighted ? pairs.map((_, k) => k) : null;
        const placed = place(memory, { rows, columns, weights, ...shape });
        const expected = pairs.map(([r, c], k) => `${r} ${c} ${weighted ? k : '-'}`);
        expect(pairsOf(placed).sort()).toEqual(expected.sort());
        const turned = transposeObservations(memory, placed);
        const back = pairsOf(turned).map((pair) => pair.replace(/^(\d+) (\d+)/, '$2 $1'));
        expect(back.sort()).toEqual(expected.sort());
        const numbers = pairsOf(turned).map((pair) => pair.split(' ').map(Number));
        for (let k = 1; k < numbers.length; k++)
          if (numbers[k]![0] === numbers[k - 1]![0])
            expect(numbers[k]![1]).toBeGreaterThanOrEqual(numbers[k - 1]![1]!);
        for (let row = 0; row < shape.rowCount; row++)
          expect(countOf(placed, row)).toBe(rows.filter((r) => r === row).length);
      }),
    );
  });

  it('take two bytes a pair where all weigh the same', () => {
    const memory = new KernelMemory();
    const count = 100_000;
    const rows = new Uint32Array(count);
    const before = memory.usedBytes;
    place(memory, { rows, columns: rows, weights: null, rowCount: 1, columnCount: 1 });
    // And two offsets, in whole cache lines.
    expect(memory.usedBytes - before).toBeLessThanOrEqual(2 * count + 128);
  });

  it('refuse arrays of different lengths and indexes out of range', () => {
    const memory = new KernelMemory();
    const shape = { weights: null, rowCount: 2, columnCount: 3 };
    expect(() => place(memory, { rows: [0], columns: [], ...shape })).toThrow(
      'found 1 rows, 0 columns, no weights',
    );
    expect(() => place(memory, { rows: [2], columns: [0], ...shape })).toThrow(
      'the rows of observed pairs does not fit: found index 2, expected 0..1',
    );
    expect(() => place(memory, { rows: [0], columns: [3], ...shape })).toThrow(
      'the columns of observed pairs does not fit: found index 3, expected 0..2',
    );
  });
});
