import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteMetadata } from '../../../src/adapters/index.ts';
import { userId } from '../../../src/domain/ids.ts';
import {
  assignmentsOf,
  HOLDOUT,
  holdoutRateOf,
  holdoutRecord,
  openHoldout,
  setHoldout,
  variantOf,
} from '../../../src/rollout/index.ts';
import type { Metadata } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

const rate = fc.double({ min: 0, max: 0.5, noNaN: true });

describe('the holdout', () => {
  it('keeps whoever is in it when its share grows', () =>
    fc.assert(
      fc.property(fc.string(), rate, rate, fc.nat(), (salt, a, b, user) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        const armAt = (version: number, share: number) =>
          variantOf(holdoutRecord({ version, salt, rate: share }), userId(String(user)))!.arm;
        if (armAt(1, small) === 'not-personal') expect(armAt(2, large)).toBe('not-personal');
      }),
    ));

  it('names version and arm, and draws about its share', () => {
    const record = holdoutRecord({ version: 3, salt: 'pepper', rate: 0.25 });
    const labels = Array.from(
      { length: 4000 },
      (_, user) => variantOf(record, userId(String(user)))!.label,
    );
    const few = labels.filter((label) => label === 'holdout@3:not-personal').length;
    expect(labels.filter((label) => label === 'holdout@3:personal')).toHaveLength(4000 - few);
    // Four deviations of 4,000 draws of a quarter: 4·√(4000·¼·¾) ≈ 110.
    expect(Math.abs(few - 1000)).toBeLessThan(110);
  });
});

async function withMetadata<T>(use: (metadata: Metadata) => Promise<T>): Promise<T> {
  const metadata = await openSqliteMetadata(join(temporaryFolder(), 'db.sqlite'));
  try {
    return await use(metadata);
  } finally {
    await metadata.destroy();
  }
}

describe('the record of the holdout', () => {
  it('gets a next version with the same salt when the share changes, and only then', () =>
    withMetadata(async (metadata) => {
      let nowMs = 1000;
      const ports = { metadata, clock: { nowMs: () => nowMs } };
      const first = await setHoldout(ports, 0.02);
      nowMs = 2000;
      expect(await setHoldout(ports, 0.02)).toEqual(first);
      const second = await setHoldout(ports, 0.1);
      expect([second.version, second.salt, holdoutRateOf(second)]).toEqual([2, first.salt, 0.1]);
      const kept = await assignmentsOf(ports, HOLDOUT);
      expect(kept).toEqual([
        { fromMs: 1000, record: first },
        { fromMs: 2000, record: second },
      ]);
    }));

  it('stays as it is when nobody says otherwise', () =>
    withMetadata(async (metadata) => {
      const ports = { metadata, clock: { nowMs: () => 0 } };
      const open = (given: number | null) => openHoldout(ports, { rate: given, otherwise: 0.02 });
      expect(holdoutRateOf(await open(null))).toBe(0.02);
      expect(holdoutRateOf(await open(0.3))).toBe(0.3);
      expect(holdoutRateOf(await open(null))).toBe(0.3);
      expect(holdoutRateOf(await open(0))).toBe(0);
    }));

  it('is one for processes that begin at once', () =>
    withMetadata(async (metadata) => {
      const ports = { metadata, clock: { nowMs: () => 0 } };
      const records = await Promise.all([0.1, 0.1, 0.1].map((share) => setHoldout(ports, share)));
      expect(new Set(records.map(({ salt }) => salt)).size).toBe(1);
      expect(await assignmentsOf(ports, HOLDOUT)).toHaveLength(1);
    }));
});
