import { describe, expect, it } from 'vitest';
import { USUAL_SCHEDULE, type Schedule } from '../../../../src/cli/roles/settings.ts';
import { trainingDue, type TrainingState } from '../../../../src/cli/roles/training-due.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const DAILY: Schedule = { ...USUAL_SCHEDULE, firstAfterDays: 7 };
/** A log from Monday 5 January on, nothing trained yet. */
const state = (lastEvent: string, changes: Partial<TrainingState> = {}): TrainingState => ({
  events: { firstMs: at('2026-01-05T00:00:10'), lastMs: at(lastEvent) },
  nowMs: at('2026-06-01T12:00'),
  trainedToMs: null,
  trainedAtMs: null,
  unknownLines: 0,
  driftedToMs: null,
  ...changes,
});

describe('the first training', () => {
  it('waits until the log spans as many days as wanted', () => {
    expect(trainingDue(DAILY, state('2026-01-12T00:00:09'))).toBeNull();
    // Seven days after 00:00:10; what was known at the midnight before may be used.
    expect(trainingDue(DAILY, state('2026-01-12T00:00:10'))).toEqual({
      asOfMs: at('2026-01-12T00:00'),
      because: 'schedule',
    });
  });

  it('uses what there is when it need not wait for the end of a day', () => {
    const schedule = { ...DAILY, firstAfterDays: 0 };
    expect(trainingDue(schedule, state('2026-01-05T08:00'))).toEqual({
      asOfMs: at('2026-01-05T08:00'),
      because: 'schedule',
    });
  });

  it('is not due while the lake is empty', () => {
    expect(trainingDue(DAILY, { ...state('2026-01-12T01:00'), events: null })).toBeNull();
  });
});

describe('a later training by event time', () => {
  const trained = { trainedToMs: at('2026-01-12T00:00') };

  it('is due when another day of the log has ended', () => {
    expect(trainingDue(DAILY, state('2026-01-12T23:59:59', trained))).toBeNull();
    expect(trainingDue(DAILY, state('2026-01-13T00:00', trained))).toEqual({
      asOfMs: at('2026-01-13T00:00'),
      because: 'schedule',
    });
  });

  it('skips days that ended while nobody trained', () => {
    expect(trainingDue(DAILY, state('2026-01-16T10:00', trained))).toEqual({
      asOfMs: at('2026-01-16T00:00'),
      because: 'schedule',
    });
  });

  it('knows days that end at another hour', () => {
    const schedule = { ...DAILY, hour: 4 };
    const before = { trainedToMs: at('2026-01-12T04:00') };
    expect(trainingDue(schedule, state('2026-01-13T03:59', before))).toBeNull();
    expect(trainingDue(schedule, state('2026-01-13T04:00', before))).toEqual({
      asOfMs: at('2026-01-13T04:00'),
      because: 'schedule',
    });
  });
});

describe('a later training by the clock', () => {
  const schedule: Schedule = { ...USUAL_SCHEDULE, train: 'wall-clock', hour: 3, firstAfterDays: 0 };
  const trainedToMs = at('2026-01-12T00:00');

  it('is due once after the hour, on all that is known', () => {
    const earlier = { trainedToMs, trainedAtMs: at('2026-06-01T02:59') };
    const later = { trainedToMs, trainedAtMs: at('2026-06-01T03:00') };
    const last = '2026-01-12T15:30';
    expect(trainingDue(schedule, state(last, earlier))).toEqual({
      asOfMs: at(last),
      because: 'schedule',
    });
    expect(trainingDue(schedule, state(last, later))).toBeNull();
  });
});

describe('a schedule of several days', () => {
  const weekly = { ...DAILY, everyDays: 7 };
  const trained = { trainedToMs: at('2026-01-12T00:00') };

  it('waits so many days of the log, counted from the day that the last training ended with', () => {
    expect(trainingDue(weekly, state('2026-01-18T23:59:59', trained))).toBeNull();
    expect(trainingDue(weekly, state('2026-01-19T00:00', trained))).toEqual({
      asOfMs: at('2026-01-19T00:00'),
      because: 'schedule',
    });
  });

  it('counts from the day, not from the hour, of a training in between', () => {
    const early = { trainedToMs: at('2026-01-14T15:00') };
    expect(trainingDue(weekly, state('2026-01-20T23:59', early))).toBeNull();
    expect(trainingDue(weekly, state('2026-01-21T00:00', early))).toMatchObject({
      asOfMs: at('2026-01-21T00:00'),
    });
  });
});

describe('drift that a report found', () => {
  const weekly = { ...DAILY, everyDays: 7, onDrift: true };
  const trainedToMs = at('2026-01-12T00:00');
  const drifted = { trainedToMs, driftedToMs: at('2026-01-13T00:00') };

  it('makes a training due before the schedule, on all that is known', () => {
    expect(trainingDue(weekly, state('2026-01-13T04:00', drifted))).toEqual({
      asOfMs: at('2026-01-13T04:00'),
      because: 'drift',
    });
  });

  it('does nothing where it is not asked for, on a day that a model knows, or before a first model', () => {
    const last = '2026-01-13T04:00';
    expect(trainingDue({ ...weekly, onDrift: false }, state(last, drifted))).toBeNull();
    expect(
      trainingDue(weekly, state(last, { ...drifted, trainedToMs: at('2026-01-13T00:00') })),
    ).toBeNull();
    expect(
      trainingDue(
        { ...weekly, firstAfterDays: 20 },
        state(last, { ...drifted, trainedToMs: null }),
      ),
    ).toBeNull();
  });

  it('gives way to the schedule when both are due', () => {
    expect(trainingDue({ ...weekly, everyDays: 1 }, state('2026-01-13T04:00', drifted))).toEqual({
      asOfMs: at('2026-01-13T00:00'),
      because: 'schedule',
    });
  });
});

describe('lines that no model knows', () => {
  const schedule = { ...DAILY, everyDays: 7, afterLines: 1000 };
  const trainedToMs = at('2026-01-12T00:00');

  it('make a training due as soon as there are enough of them', () => {
    const few = state('2026-01-12T05:00', { trainedToMs, unknownLines: 999 });
    expect(trainingDue(schedule, few)).toBeNull();
    expect(trainingDue(schedule, { ...few, unknownLines: 1000 })).toEqual({
      asOfMs: at('2026-01-12T05:00'),
      because: 'volume',
    });
  });

  it('do not hasten the first training', () => {
    expect(trainingDue(schedule, state('2026-01-06T00:00', { unknownLines: 5000 }))).toBeNull();
  });
});
