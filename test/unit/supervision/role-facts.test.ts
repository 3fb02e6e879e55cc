import { describe, expect, it } from 'vitest';
import { factsIn, tellFacts } from '../../../src/supervision/role-facts.ts';

describe('the facts in a message', () => {
  it('are what stands under that name', () => {
    expect(factsIn({ facts: { read: 7 } })).toEqual({ read: 7 });
  });

  it('are nothing in anything else', () => {
    for (const message of [null, 'facts', 7, {}, { facts: 7 }, { facts: null }])
      expect(factsIn(message)).toBeNull();
  });
});

describe('telling facts', () => {
  it('does nothing where no supervisor listens', () => {
    expect(() => tellFacts({ read: 7 })).not.toThrow();
  });
});
