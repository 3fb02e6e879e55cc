import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userId } from '../../../src/domain/ids.ts';
import { assign, type AssignmentRecord } from '../../../src/rollout/index.ts';

const record = (changes: Partial<AssignmentRecord> = {}): AssignmentRecord => ({
  experiment: 'blend-against-ease',
  version: 1,
  salt: 'blend-against-ease',
  layer: { salt: 'ranking', from: 0, to: 1 },
  arms: [
    { name: 'treatment', share: 0.2 },
    { name: 'control', share: 0.8 },
  ],
  overrides: {},
  ...changes,
});
const users = Array.from({ length: 20_000 }, (_, i) => userId(String(i + 1)));
const armOf = (of: AssignmentRecord, id = users[0]!): string | null => assign(of, id)?.arm ?? null;

describe('assignment', () => {
  it('can be computed by anybody from the record, by the published rule', () => {
    // By hand: the first 13 digits of sha256("blend-against-ease\n17"), over 16¹³.
    const digits = createHash('sha256').update('blend-against-ease\n17').digest('hex').slice(0, 13);
    const expected = Number.parseInt(digits, 16) / 16 ** 13 < 0.2 ? 'treatment' : 'control';
    expect(armOf(record(), userId('17'))).toBe(expected);
    // And a fixed value, so that a change of the rule cannot pass unseen: sha256sum gives 3f2d….
    expect(digits.slice(0, 4)).toBe('3f2d');
  });

  it('gives arms their shares', () => {
    const treated = users.filter((id) => armOf(record(), id) === 'treatment').length;
    // Binomial with 20,000 and .2: standard deviation 57.
    expect(Math.abs(treated - 4000)).toBeLessThan(4 * 57);
  });

  it('keeps everybody in an arm that widens', () => {
    const at = (share: number): AssignmentRecord =>
      record({
        arms: [
          { name: 'treatment', share },
          { name: 'control', share: 1 - share },
        ],
      });
    for (const [narrow, wide] of [
      [0.01, 0.05],
      [0.05, 0.25],
      [0.25, 1],
    ] as const)
      for (const id of users)
        if (armOf(at(narrow), id) === 'treatment') expect(armOf(at(wide), id)).toBe('treatment');
  });

  it('is independent between experiments', () => {
    const other = record({ experiment: 'other', salt: 'other' });
    const both = users.filter(
      (id) => armOf(record(), id) === 'treatment' && armOf(other, id) === 'treatment',
    ).length;
    // .2 · .2 of 20,000: 800, standard deviation 28.
    expect(Math.abs(both - 800)).toBeLessThan(4 * 28);
  });

  it('puts nobody in two experiments of one layer, and a new one moves nobody in an old one', () => {
    const first = record({ layer: { salt: 'ranking', from: 0, to: 0.5 } });
    const before = users.map((id) => armOf(first, id));
    const second = record({ salt: 'second', layer: { salt: 'ranking', from: 0.5, to: 0.75 } });
    const meet = users.filter((id) => armOf(first, id) !== null && armOf(second, id) !== null);
    expect(meet).toEqual([]);
    expect(users.map((id) => armOf(first, id))).toEqual(before);
    expect(before.filter((arm) => arm === null).length / users.length).toBeCloseTo(0.5, 1);
  });

  it('gives testers the arm they were told, and says that it was told', () => {
    const told = record({ overrides: { '5': 'treatment' }, layer: { salt: 'x', from: 0, to: 0 } });
    expect(assign(told, userId('5'))).toEqual({ arm: 'treatment', isOverride: true });
    expect(assign(told, userId('6'))).toBeNull();
  });

  it('gives every user an arm, whatever the shares round to', () => {
    const arms = fc
      .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 })
      .map((weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return weights.map((weight, i) => ({ name: `arm-${i}`, share: weight / total }));
      });
    fc.assert(
      fc.property(arms, fc.string({ minLength: 1 }), (own, id) => {
        const arm = armOf(record({ arms: own }), userId(id));
        expect(own.map(({ name }) => name)).toContain(arm);
        expect(armOf(record({ arms: own, version: 2 }), userId(id))).toBe(arm);
      }),
    );
  });
});
