import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../../src/cli/roles/settings.ts';
import { trainingDue, type TrainingState } from '../../../../src/cli/roles/training-due.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const DAILY: Schedule = { train: 'event-time', hour: 0, firstAfterDays: 7 };
/** A log from Monday 5 January on, nothing trained yet. */
const state = (lastEvent: string, changes: Partial<TrainingState> = {}): TrainingState => ({
  events: { firstMs: at('2026-01-05T00:00:10'), lastMs: at(lastEvent) },
  nowMs: at('2026-06-01T12:00'),
  trainedToMs: null,
  trainedAtMs: null,
  ...changes,
});

describe('the first training', () => {
  it('waits until the log spans as many days as wanted', () => {
    expect(trainingDue(DAILY, state('2026-01-12T00:00:09'))).toBeNull();
    // Seven days after 00:00:10; what was known at the midnight before may be used.
    expect(trainingDue(DAILY, state('2026-01-12T00:00:10'))).toBe(at('2026-01-12T00:00'));
  });

  it('uses what there is when it need not wait for the end of a day', () => {
    const schedule = { ...DAILY, firstAfterDays: 0 };
    expect(trainingDue(schedule, state('2026-01-05T08:00'))).toBe(at('2026-01-05T08:00'));
  });

  it('is not due while the lake is empty', () => {
    expect(trainingDue(DAILY, { ...state('2026-01-12T01:00'), events: null })).toBeNull();
  });
});

describe('a later training by event time', () => {
  const trained = { trainedToMs: at('2026-01-12T00:00') };

  it('is due when another day of the log has ended', () => {
    expect(trainingDue(DAILY, state('2026-01-12T23:59:59', trained))).toBeNull();
    expect(trainingDue(DAILY, state('2026-01-13T00:00', trained))).toBe(at('2026-01-13T00:00'));
  });

  it('skips days that ended while nobody trained', () => {
    expect(trainingDue(DAILY, state('2026-01-16T10:00', trained))).toBe(at('2026-01-16T00:00'));
  });

  it('knows days that end at another hour', () => {
    const schedule = { ...DAILY, hour: 4 };
    const before = { trainedToMs: at('2026-01-12T04:00') };
    expect(trainingDue(schedule, state('2026-01-13T03:59', before))).toBeNull();
    expect(trainingDue(schedule, state('2026-01-13T04:00', before))).toBe(at('2026-01-13T04:00'));
  });
});

describe('a later training by the clock', () => {
  const schedule: Schedule = { train: 'wall-clock', hour: 3, firstAfterDays: 0 };
  const trainedToMs = at('2026-01-12T00:00');

  it('is due once after the hour, on all that is known', () => {
    const earlier = { trainedToMs, trainedAtMs: at('2026-06-01T02:59') };
    const later = { trainedToMs, trainedAtMs: at('2026-06-01T03:00') };
    const last = '2026-01-12T15:30';
    expect(trainingDue(schedule, state(last, earlier))).toBe(at(last));
    expect(trainingDue(schedule, state(last, later))).toBeNull();
  });
});
