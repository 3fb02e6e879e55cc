import { describe, expect, it } from 'vitest';
import { FALSE_ALARM_RATE, judgeDrift } from '../../../../src/monitoring/drift/judge-drift.ts';
import { dayWith, type Behaviour } from './days.ts';

const BANDS = ['18-24', '25-34', '35-44', 'unknown'];
const usual: Behaviour = { users: 400, categories: BANDS, shares: () => [0.4, 0.3, 0.2, 0.1] };
/** A tenth of everything moves from the first band to the last. */
const shifted = (fromHour: number): Behaviour => ({
  ...usual,
  shares: (hour) => (hour >= fromHour ? [0.3, 0.3, 0.2, 0.2] : usual.shares(hour)),
});
const reference = (seed: number, users = usual.users) =>
  Array.from({ length: 10 }, (_, day) =>
    dayWith('ages', { ...usual, users }, { day, seed: seed * 1000 + day }),
  );
const judged = (behaviour: Behaviour, seed: number) =>
  judgeDrift(
    dayWith('ages', behaviour, { day: 11, seed: seed * 1000 + 500 }),
    reference(seed, behaviour.users),
  ).drifted;

describe('the drift of a day', () => {
  it('is rarely seen where nothing changed', () => {
    const alarms = Array.from({ length: 300 }, (_, seed) => judged(usual, seed).length);
    const alarmed = alarms.filter((n) => n > 0).length;
    // One column, so the rate is the stated one at most: of 300 days 3 expected, 8 with chance 1 %.
    expect(alarmed).toBeLessThanOrEqual(8);
    expect(FALSE_ALARM_RATE).toBe(0.01);
  });

  it('is seen nearly always where a tenth of everything moves', () => {
    const seen = Array.from({ length: 40 }, (_, seed) => judged(shifted(0), seed).length);
    expect(seen.filter((n) => n > 0).length).toBeGreaterThanOrEqual(36);
  });

  it('names field, segment and first hour', () => {
    const [drift] = judged({ ...shifted(15), users: 4000 }, 1);
    expect(drift).toMatchObject({ field: 'ages', group: 'inputs' });
    expect(['18-24', 'unknown']).toContain(drift!.segment);
    const hour = new Date(drift!.firstHour).getUTCHours();
    expect(Math.abs(hour - 15)).toBeLessThanOrEqual(1);
  });

  it('is not hidden by an incident among the days before', () => {
    const broken = { ...usual, shares: () => [0, 0, 0, 1] };
    const days = reference(7).with(4, dayWith('ages', broken, { day: 4, seed: 1 }));
    const day = dayWith('ages', { ...shifted(0), users: 2000 }, { day: 11, seed: 2 });
    expect(judgeDrift(day, days).drifted).toHaveLength(1);
  });

  it('tells nothing from four days, nor of a column that the days before lack', () => {
    const day = dayWith('ages', shifted(0), { day: 11, seed: 2 });
    expect(judgeDrift(day, reference(1).slice(0, 4)).drifted).toEqual([]);
    const { columns } = judgeDrift(day, [dayWith('genres', usual, { day: 1, seed: 1 })]);
    const ages = columns.find(({ field }) => field === 'ages');
    expect(ages).toMatchObject({ distance: null, threshold: null, pValue: null, referenceDays: 0 });
  });

  it('of what was never seen before is told from more than a few cases on', () => {
    const categories = ['answered', 'voided'];
    const always: Behaviour = { users: 400, categories, shares: () => [1, 0] };
    const days = Array.from({ length: 8 }, (_, day) =>
      dayWith('answers', always, { day, seed: 1 }),
    );
    const withVoided = (cases: number) => {
      const day = dayWith('answers', always, { day: 9, seed: 2 });
      const column = day.columns['answers']!;
      for (let n = 0; n < cases; n++) {
        column.buckets[n]![0]!--;
        column.buckets[n]![1]!++;
        column.hours[7]![0]!--;
        column.hours[7]![1]!++;
      }
      return judgeDrift(day, days).drifted;
    };
    expect(withVoided(3)).toEqual([]);
    // Sixty of 1,200, all between 7 and 8.
    expect(withVoided(60)).toMatchObject([{ field: 'answers', segment: 'voided' }]);
    expect(new Date(withVoided(60)[0]!.firstHour).getUTCHours()).toBe(7);
  });

  it('names the title that came from nowhere', () => {
    const titles = ['', 'a+2000', 'b+2001'];
    const before: Behaviour = { users: 600, categories: titles, shares: () => [0.9, 0.06, 0.04] };
    const days = Array.from({ length: 8 }, (_, day) =>
      dayWith('titles', before, { day, seed: day }),
    );
    const launch: Behaviour = {
      users: 600,
      categories: ['', 'a+2000', 'new+2026'],
      shares: (hour) => (hour >= 9 ? [0.75, 0.05, 0.2] : [0.94, 0.06, 0]),
    };
    const { drifted } = judgeDrift(dayWith('titles', launch, { day: 9, seed: 99 }), days);
    expect(drifted).toMatchObject([{ field: 'titles', segment: 'new+2026' }]);
    expect(new Date(drifted[0]!.firstHour).getUTCHours()).toBe(9);
  });
});
