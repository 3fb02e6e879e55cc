import { expect, it } from 'vitest';
import { mostAlarms, planted } from '../../proofs/planted.ts';
import { PLANTED } from '../../proofs/planted/events.ts';

const SMALL = ['voided-answers', 'broken-age'];

it('finds what is planted in a small service, names it, and is quiet on clean days', async () => {
  const { figures, holds } = await planted(
    {
      users: 250,
      movies: 300,
      historyDays: 6,
      quietDays: 1,
      seeds: [3],
      cleanSeeds: [5],
      cleanDays: 2,
      events: PLANTED.filter(({ kind }) => SMALL.includes(kind)),
    },
    () => undefined,
  );
  const events = figures['events'] as readonly Readonly<Record<string, string>>[];
  expect(events.map(({ event, found }) => [event, found])).toEqual(
    SMALL.map((kind) => [kind, 'found']),
  );
  // Severe drift of an input that came with a failed check of the data holds training; others do not.
  const holding = events.filter(({ blocksTraining }) => blocksTraining === 'true');
  expect(holding.map(({ event }) => event)).toEqual(['broken-age']);
  expect(figures['cleanDays']).toBe(2 + SMALL.length);
  expect(figures['cleanDaysWithAlarm']).toBeLessThanOrEqual(1);
  expect(holds).toBe(true);
}, 240_000);

it('allows clean days no more alarms than the stated rate gives', () => {
  // 0.99^5 is 95.1 %, so of five days none; of 100 days 3 or fewer in 98 %, 2 or fewer in 92 %.
  expect([mostAlarms(5), mostAlarms(100)]).toEqual([0, 3]);
});
