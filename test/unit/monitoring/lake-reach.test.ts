import { describe, expect, it } from 'vitest';
import { POSTED_PARTITION } from '../../../src/events/index.ts';
import type { Segment } from '../../../src/ingest/index.ts';
import { eventsWithin, reachOf, segmentsWithin } from '../../../src/monitoring/lake-reach.ts';

/** Only what is looked at of a segment. */
const segment = (partition: number, minTimeMs: number | null, maxTimeMs: number | null): Segment =>
  ({
    id: `${partition}`,
    folder: `/lake/${partition}-${minTimeMs}`,
    manifest: { files: {}, content: { source: 'log', partition, minTimeMs, maxTimeMs } },
  }) as unknown as Segment;

describe('what the lake knows', () => {
  it('reaches as far as the partition that is furthest behind', () => {
    const segments = [segment(0, 0, 50), segment(0, 51, 300), segment(1, 0, 200)];
    expect(reachOf(segments, 10, 20)).toBe(200);
  });

  it('does not wait for a partition that has nothing of the day', () => {
    expect(reachOf([segment(0, 0, 300), segment(1, 400, 500)], 10, 20)).toBe(300);
  });

  it('does not wait for what is posted beside a log, unless there is nothing else', () => {
    const posted = segment(POSTED_PARTITION, 12, 13);
    expect(reachOf([segment(0, 0, 300), posted], 10, 20)).toBe(300);
    expect(reachOf([posted], 10, 20)).toBe(13);
  });

  it('reaches nowhere for a day without events, and without any', () => {
    expect(
      reachOf([segment(0, 0, 9), segment(0, 20, 30), segment(1, null, null)], 10, 20),
    ).toBeNull();
    expect(reachOf([], 10, 20)).toBeNull();
  });

  it('counts a segment in when it touches the stretch, whose end does not belong to it', () => {
    const ids = (fromMs: number, toMs: number) =>
      segmentsWithin([segment(7, 10, 20)], fromMs, toMs).length;
    expect([ids(0, 10), ids(0, 11), ids(20, 30), ids(21, 30)]).toEqual([0, 1, 1, 0]);
  });

  it('reads no file where there is none to read', () => {
    expect(eventsWithin([], { fromMs: 0, toMs: 10 })).toContain('WHERE false');
    expect(eventsWithin([segment(0, 0, 5)], { fromMs: 0, toMs: 10 })).toContain(
      "['/lake/0-0/events.parquet']",
    );
  });
});
