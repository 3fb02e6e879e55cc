import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  restrictPositives,
  rollingCuts,
  splitOverTime,
  type SplitParameters,
} from '../../../src/evaluation/index.ts';
import { positivesFrom } from '../training/few-positives.ts';

const PARAMETERS: SplitParameters = {
  protocol: 'live',
  cuts: [0.5, 1],
  minItemPositives: 2,
  minHistory: 2,
};

/**
 * Twelve events, one a day; the cut falls after the sixth. Before it, items 0 and 1 have two and
 * three positives, item 2 one: candidates are 0 and 1 (renumbered 0, 1 in order of appearance).
 */
const TWELVE = positivesFrom([
  [0, 0, 1],
  [1, 1, 2],
  [2, 1, 3],
  [1, 0, 4],
  [3, 1, 5],
  [4, 2, 6],
  // the window
  [0, 1, 7],
  [4, 0, 8],
  [5, 2, 9],
  [4, 1, 10],
  [5, 0, 11],
  [5, 1, 12],
]);
const DAY = 86_400_000;

describe('splitOverTime', () => {
  it('trains on candidates before the cut only', () => {
    const [window] = splitOverTime(TWELVE, PARAMETERS);
    expect(window!.train.itemIds).toEqual(['i0', 'i1']);
    expect(window!.train.userIds).toEqual(['u0', 'u1', 'u2', 'u3']);
    expect([...window!.train.items]).toEqual([0, 1, 1, 0, 1]);
    expect([...window!.train.users]).toEqual([0, 1, 2, 1, 3]);
    expect(window!.asOfMs).toBe(6 * DAY);
    expect(window!.endMs).toBe(12 * DAY);
    expect([window!.eventsBefore, window!.eventsInside]).toEqual([6, 6]);
  });

  it('live: folds in the first half of the window, predicts the rest, counts whom it leaves out', () => {
    // Candidate events in the window: u0: i1 (one: skipped). u4: i0, i1: folds i0, known 1 < 2
    // (its i2 before the cut is no candidate): too short. u5: i0, i1: the same.
    const [window] = splitOverTime(TWELVE, PARAMETERS);
    expect(window!.cases).toEqual([]);
    expect(window!.skipped).toEqual({
      no_candidate: 0,
      one_event: 1,
      no_history: 0,
      has_history: 0,
      history_too_short: 2,
      history_too_long: 0,
    });
    const [lenient] = splitOverTime(TWELVE, { ...PARAMETERS, minHistory: 1 });
    expect(lenient!.cases).toEqual([
      {
        userId: 'u4',
        asOfMs: 8 * DAY,
        history: { items: [0], timesMs: [8 * DAY] },
        trainedCount: 0,
        targets: new Set([1]),
      },
      {
        userId: 'u5',
        asOfMs: 11 * DAY,
        history: { items: [0], timesMs: [11 * DAY] },
        trainedCount: 0,
        targets: new Set([1]),
      },
    ]);
  });

  it('live: folds in the smaller half of an odd number of events', () => {
    const positives = positivesFrom([
      ...[0, 1, 2, 3].flatMap((item) => [[1, item, 1] as const, [2, item, 1] as const]),
      [0, 3, 2],
      [0, 0, 3],
      [0, 1, 4],
      [0, 2, 5],
    ]);
    // Nine rows come before the cut at 0.75 of twelve; u0 has three events after it.
    const [window] = splitOverTime(positives, { ...PARAMETERS, cuts: [0.75, 1] });
    expect(window!.cases).toHaveLength(1);
    expect(window!.cases[0]!.history.items).toEqual([3, 0]);
    expect(window!.cases[0]!.trainedCount).toBe(1);
    expect(window!.cases[0]!.targets).toEqual(new Set([1, 2]));
  });

  it('static: knows only what came before the cut and predicts all of the window', () => {
    const [window] = splitOverTime(TWELVE, { ...PARAMETERS, protocol: 'static', minHistory: 1 });
    expect(window!.cases).toEqual([
      {
        userId: 'u0',
        asOfMs: 6 * DAY,
        history: { items: [0], timesMs: [1 * DAY] },
        trainedCount: 1,
        targets: new Set([1]),
      },
    ]);
    // u4 and u5 are known by no candidate.
    expect(window!.skipped.no_history).toBe(2);
  });

  it('few: is about users with some, but fewer than minHistory events before the cut', () => {
    const of = (minHistory: number): string[] => {
      const [window] = splitOverTime(TWELVE, { ...PARAMETERS, protocol: 'few', minHistory });
      return window!.cases.map(({ userId }) => userId);
    };
    expect(of(2)).toEqual(['u0']);
    // With a limit of 1 nobody is left: u0 knows one event, u4 and u5 none of a candidate.
    const [window] = splitOverTime(TWELVE, { ...PARAMETERS, protocol: 'few', minHistory: 1 });
    expect(window!.skipped).toMatchObject({ history_too_long: 1, no_history: 2 });
  });

  it('cold3: folds in the first three events of users of whom nothing is known', () => {
    const known = [0, 1, 2, 3].flatMap((item) => [[1, item, 1] as const, [2, item, 1] as const]);
    const positives = positivesFrom([
      ...known,
      // the window: u0 has four events, u3 three, u1 is known
      ...[0, 1, 2, 3].map((item) => [0, item, 10 + item] as const),
      ...[3, 2, 1].map((item) => [3, item, 20 - item] as const),
      [1, 0, 30],
    ]);
    const cuts = [0.5, 1];
    const [window] = splitOverTime(positives, { ...PARAMETERS, protocol: 'cold3', cuts });
    expect(window!.cases).toEqual([
      {
        userId: 'u0',
        asOfMs: 12 * DAY,
        history: { items: [0, 1, 2], timesMs: [10 * DAY, 11 * DAY, 12 * DAY] },
        trainedCount: 0,
        targets: new Set([3]),
      },
    ]);
    expect(window!.skipped).toMatchObject({ history_too_short: 1, has_history: 1 });
  });

  it('rolls windows of one size over the last part', () => {
    expect(rollingCuts(0.5, 2)).toEqual([0.5, 0.75, 1]);
    const windows = splitOverTime(TWELVE, { ...PARAMETERS, cuts: rollingCuts(0.5, 3) });
    expect(windows.map(({ eventsBefore }) => eventsBefore)).toEqual([6, 8, 10]);
  });

  it('leaves out users whose events in the window are of no candidate', () => {
    const positives = positivesFrom([
      [0, 0, 1],
      [1, 0, 2],
      [0, 1, 3],
      [1, 1, 4],
    ]);
    const [window] = splitOverTime(positives, { ...PARAMETERS, minHistory: 1 });
    expect(window!.skipped.no_candidate).toBe(2);
  });

  it('makes a window of every cut to the next, together all events after the first', () => {
    const windows = splitOverTime(TWELVE, { ...PARAMETERS, cuts: [0.25, 0.5, 0.75, 1] });
    expect(windows.map(({ eventsBefore }) => eventsBefore)).toEqual([3, 6, 9]);
    expect(windows.map(({ eventsInside }) => eventsInside)).toEqual([3, 3, 3]);
  });

  it.each([
    ['one cut', [0.5], 'cuts at 0.5 of 12'],
    ['cuts that fall', [0.7, 0.5], '0.7, 0.5'],
    ['cuts beyond the end', [0.5, 1.5], '1.5'],
    ['a window without events', [0.5, 0.51, 1], '0.51'],
    ['nothing before the first cut', [0, 0.5], '0, 0.5'],
    ['cuts that are no numbers', [NaN, 1], 'NaN'],
  ])('refuses %s', (_name, cuts, message) => {
    expect(() => splitOverTime(TWELVE, { ...PARAMETERS, cuts })).toThrow(
      expect.objectContaining({
        code: 'SPLIT_IMPOSSIBLE',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  it('refuses events without times and events out of order', () => {
    const at = (...days: number[]) => positivesFrom(days.map((day, user) => [user, 0, day]));
    expect(() => splitOverTime(at(1, NaN, 2), PARAMETERS)).toThrow('without a time, at row 1');
    expect(() => splitOverTime(at(1, 3, 2), PARAMETERS)).toThrow(
      'before the previous one, at row 2',
    );
    expect(() => splitOverTime(at(1, 1, 1, 1), PARAMETERS)).not.toThrow();
  });

  const events = fc
    .array(fc.tuple(fc.nat(6), fc.nat(5)), { minLength: 12, maxLength: 40 })
    .map((pairs) => {
      const seen = new Set<string>();
      const distinct = pairs.filter((pair) => seen.size < seen.add(pair.join()).size);
      return distinct.map(([user, item], day) => [user, item, day] as const);
    })
    .filter((rows) => rows.length >= 8);
  const protocol = fc.constantFrom('live' as const, 'static' as const, 'few' as const);

  it('accounts for every user of a window: judged, or skipped for a reason', () => {
    fc.assert(
      fc.property(
        events,
        protocol,
        fc.integer({ min: 1, max: 4 }),
        (rows, protocol, minHistory) => {
          const positives = positivesFrom(rows);
          const [window] = splitOverTime(positives, { ...PARAMETERS, protocol, minHistory });
          const inside = new Set(rows.slice(Math.floor(rows.length / 2)).map(([user]) => user));
          const skipped = Object.values(window!.skipped).reduce((a, b) => a + b);
          expect(window!.cases.length + skipped).toBe(inside.size);
          for (const { history, targets } of window!.cases) {
            expect(targets.size).toBeGreaterThan(0);
            for (const item of Array.from(history.items)) expect(targets.has(item)).toBe(false);
          }
        },
      ),
    );
  });

  it('gives nobody anything that comes later: changing it changes neither training nor histories', () => {
    const change = fc.tuple(fc.nat(8), fc.nat(8));
    fc.assert(
      fc.property(events, fc.array(change, { minLength: 40, maxLength: 40 }), (rows, changes) => {
        const cut = Math.floor(rows.length / 2);
        const later = rows.map((row, k) =>
          k < cut ? row : ([changes[k]![0], changes[k]![1], row[2] + 1000] as const),
        );
        const [before] = splitOverTime(positivesFrom(rows), { ...PARAMETERS, protocol: 'static' });
        const [after] = splitOverTime(positivesFrom(later), { ...PARAMETERS, protocol: 'static' });
        expect(after!.train).toEqual(before!.train);
        expect(after!.asOfMs).toBe(before!.asOfMs);
        for (const { userId, history, asOfMs } of after!.cases) {
          const same = before!.cases.find((judged) => judged.userId === userId);
          if (same !== undefined) {
            expect(history).toEqual(same.history);
            expect(asOfMs).toBe(same.asOfMs);
          }
        }
      }),
    );
  });

  it('live: gives a list nothing from its own instant on', () => {
    fc.assert(
      fc.property(events, (rows) => {
        const given = { ...PARAMETERS, minHistory: 1 };
        const positives = positivesFrom(rows);
        const [window] = splitOverTime(positives, given);
        const timeOf = new Map(rows.map(([user, item, day]) => [`u${user} i${item}`, day * DAY]));
        for (const { userId, asOfMs, history, targets } of window!.cases) {
          const time = (item: number): number =>
            timeOf.get(`${userId} ${window!.train.itemIds[item]}`)!;
          for (const item of Array.from(history.items))
            expect(time(item)).toBeLessThanOrEqual(asOfMs);
          for (const item of targets) expect(time(item)).toBeGreaterThan(asOfMs);
        }
      }),
    );
  });
});

describe('restrictPositives', () => {
  it('keeps items with enough positives and forgets the users of the others', () => {
    // Item 1 has two positives, item 0 one: u0 goes, too.
    const positives = positivesFrom([
      [0, 0, 1],
      [2, 1, 2],
      [1, 1, 3],
    ]);
    expect(restrictPositives(positives, 2)).toEqual({
      userIds: ['u2', 'u1'],
      itemIds: ['i1'],
      users: Uint32Array.from([0, 1]),
      items: Uint32Array.from([0, 0]),
      timesMs: Float64Array.from([2 * DAY, 3 * DAY]),
    });
  });
});
