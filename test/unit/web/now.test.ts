import { describe, expect, it } from 'vitest';
import { curvePath, niceCeiling } from '../../../web/src/now/curve-path.ts';
import { HISTORY_MS, withMoment, type Moment } from '../../../web/src/now/live-history.ts';
import { behindWords } from '../../../web/src/now/stations.ts';

const moment = (atMs: number): Moment => ({
  atMs,
  linesPerSecond: 1,
  answersPerSecond: 1,
  p99Ms: null,
});
const stream = { isReading: true, behindSeconds: 60, behindForSeconds: 2 } as Parameters<
  typeof behindWords
>[0];

describe('a live curve', () => {
  it('runs from left to right, with 0 at its foot and the top at its head', () => {
    const frame = { fromMs: 0, toMs: 10_000, top: 10, width: 100, height: 50 };
    const points = [
      { atMs: 0, value: 0 },
      { atMs: 5_000, value: 10 },
      { atMs: 10_000, value: 5 },
    ];
    expect(curvePath(points, frame)).toBe('M0 50L50 0L100 25');
  });

  it('has no line over a time in which nothing was seen', () => {
    const frame = { fromMs: 0, toMs: 100_000, top: 1, width: 100, height: 10 };
    const points = [
      { atMs: 0, value: 0 },
      { atMs: 50_000, value: 0 },
    ];
    expect(curvePath(points, frame)).toBe('M0 10M50 10');
  });

  it.each([
    [0, 1],
    [0.03, 0.05],
    [1, 1],
    [1.1, 2],
    [487, 500],
    [501, 1_000],
  ])('has the next round value over %d as its top', (value, top) => {
    expect(niceCeiling(value)).toBeCloseTo(top, 12);
  });

  it('remembers five minutes, and no instant twice', () => {
    const history = [moment(0), moment(1_000), moment(HISTORY_MS)];
    const after = withMoment(history, moment(HISTORY_MS + 1_000));
    expect(after.map(({ atMs }) => atMs)).toEqual([1_000, HISTORY_MS, HISTORY_MS + 1_000]);
    expect(withMoment([moment(5)], moment(5))).toHaveLength(1);
  });
});

describe('the words for how far behind the log reading is', () => {
  it('count by the clock while somebody reads, by the log while nobody does', () => {
    expect(behindWords(stream)).toBe('keeps up with the log');
    expect(behindWords({ ...stream, behindForSeconds: 61 })).toBe('1 min 1 s behind the log');
    expect(behindWords({ ...stream, isReading: false })).toBe('1 min 0 s of the log unread');
    expect(behindWords({ ...stream, behindSeconds: 0 })).toBe('read to the end of the log');
    expect(behindWords({ ...stream, behindSeconds: null })).toBe('');
  });
});
