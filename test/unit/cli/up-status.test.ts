import { describe, expect, it } from 'vitest';
import { upStatus } from '../../../src/cli/up-status.ts';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('the status line', () => {
  it('says that it is starting while nothing is known', () => {
    expect(upStatus(1).words()).toBe('starting');
  });

  it('tells the day, rates over the last seconds and how old the newest committed line is', () => {
    const status = upStatus(3600);
    status.take({ committed: 1000, answers: 10 }, 0);
    status.take({ committed: 3000, answers: 14 }, 2000);
    status.take({ simulatedMs: at('2026-01-12T12:00'), lastEventMs: at('2026-01-12T10:00') }, 2000);
    // 2,000 lines and 4 lists in 2 s; two hours at 3,600 times the pace are 2 s.
    expect(status.words()).toBe('Mon 12 Jan 2026 12:00 · 1,000 lines/s · lag 2.0 s · 2 lists/s');
  });

  it('says when models are being trained, and stops saying so', () => {
    const status = upStatus(1);
    status.take({ training: 'Judging.' }, 0);
    expect(status.words()).toBe('starting · training');
    status.take({ training: null }, 1);
    expect(status.words()).toBe('starting');
  });

  it('begins anew with a role that counts from 0 again', () => {
    const status = upStatus(1);
    status.take({ answers: 500 }, 0);
    status.take({ answers: 900 }, 1000);
    status.take({ answers: 3 }, 2000);
    expect(status.words()).toBe('starting');
    status.take({ answers: 9 }, 3000);
    expect(status.words()).toBe('starting · 6 lists/s');
  });

  it('forgets what is older than five seconds', () => {
    const status = upStatus(1);
    for (const [atMs, answers] of [
      [0, 0],
      [1000, 1000],
      [6000, 1005],
      [7000, 1006],
    ] as const)
      status.take({ answers }, atMs);
    // What is left are the samples of 6 s and 7 s, and nothing older than 5 s before 7 s.
    expect(status.words()).toBe('starting · 1 lists/s');
  });
});
