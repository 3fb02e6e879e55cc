import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimers, TIMER, type Timer } from '../../../src/simulator/timers.ts';

const timer = (user: number): Timer => ({
  kind: TIMER.tick,
  user,
  item: 3,
  minute: 4,
  last: 90,
  liked: user % 2 === 1,
});

describe('timers', () => {
  it('run in their second with everything they were given', () => {
    const timers = createTimers();
    timers.add(timer(7), 100);
    const ran: Timer[] = [];
    timers.run(99, (t) => ran.push(t));
    expect(ran).toEqual([]);
    timers.run(100, (t) => ran.push(t));
    expect(ran).toEqual([timer(7)]);
    expect(timers.pending).toBe(0);
  });

  it('may add timers while they run, the same slot of a later turn included', () => {
    const timers = createTimers();
    const ran: number[] = [];
    timers.add(timer(1), 10);
    for (let second = 0; second < 5000; second++)
      timers.run(second, () => {
        ran.push(second);
        if (ran.length === 1) timers.add(timer(2), second + 2048);
        if (ran.length === 2) timers.add(timer(3), second + 1);
      });
    expect(ran).toEqual([10, 2058, 2059]);
  });

  it('each run once, in their second, however many there are and however far away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 7000 }), { maxLength: 3000, size: 'max' }),
        (dues) => {
          const timers = createTimers();
          for (const [user, due] of dues.entries()) timers.add(timer(user), due);
          const ran = new Map<number, number>();
          for (let second = 0; second <= 7000; second++)
            timers.run(second, ({ user }) => void ran.set(user, second));
          return timers.pending === 0 && dues.every((due, user) => ran.get(user) === due);
        },
      ),
      { numRuns: 20 },
    );
  });
});
