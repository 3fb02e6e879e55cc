import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graceMs, STOP_MS } from '../../../src/supervision/stop-budget.ts';

describe('the time a child has to end in', () => {
  it('is an equal share of what remains', () => {
    expect(graceMs(4500, 5)).toBe(900);
  });

  it('grows by what the children before have left over', () => {
    // The first of three took 0 of its 1,500 ms, so two share 4,500.
    expect(graceMs(4500, 2)).toBe(2250);
  });

  it('is nothing when the time is over', () => {
    expect(graceMs(-20, 3)).toBe(0);
  });

  it('never adds up to more than there is, even when every child takes all of it', () => {
    assert(
      property(integer({ min: 1, max: 20 }), (children) => {
        let remaining = STOP_MS;
        for (let left = children; left > 0; left--) remaining -= graceMs(remaining, left);
        expect(remaining).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });
});
