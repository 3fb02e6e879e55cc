import { expect, it } from 'vitest';
import { isWorthKeeping, type KeptLook } from '../../../src/monitoring/experiment/worth-keeping.ts';
import type { UserOutcome } from '../../../src/rollout/index.ts';

const HOUR_MS = 3_600_000;
const kept: KeptLook = { action: 'continue', step: 1, logMs: 0, ownMs: 0 };
const after = (
  hours: number,
  { action = 'continue', step = 1, outcomes = 10, ownMs = HOUR_MS }: Partial<After> = {},
): boolean =>
  isWorthKeeping(kept, {
    action,
    ownMs,
    facts: { step, nowMs: hours * HOUR_MS, outcomes: Array<UserOutcome>(outcomes) },
  });
interface After {
  readonly action: KeptLook['action'];
  readonly step: number;
  readonly outcomes: number;
  readonly ownMs: number;
}

it('keeps the first facts, and those of another action or step', () => {
  const facts = { step: 0, nowMs: 0, outcomes: [] };
  expect(isWorthKeeping(null, { facts, action: 'continue', ownMs: 0 })).toBe(true);
  expect(after(0.1, { action: 'widen' })).toBe(true);
  expect(after(0.1, { step: 2 })).toBe(true);
});

it('keeps every hour of the log, and no more often than every minute', () => {
  expect([after(0.9), after(1)]).toEqual([false, true]);
  expect(after(5, { ownMs: 59_000 })).toBe(false);
});

it('keeps larger facts as many times seldomer as they are larger', () => {
  expect(after(49, { outcomes: 1_000_000 })).toBe(false);
  expect(after(50, { outcomes: 1_000_000 })).toBe(true);
});
