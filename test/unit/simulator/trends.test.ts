import { describe, expect, it } from 'vitest';
import { createWorld, parseSimulationConfig, type Incident } from '../../../src/simulator/index.ts';
import { createTrends, type Trends } from '../../../src/simulator/trends.ts';
import { HOUR_MS, smallSettings, START_MS } from './run-lines.ts';

const launch: Incident = {
  kind: 'title-launch',
  fromMs: START_MS + 24 * HOUR_MS,
  toMs: START_MS + 96 * HOUR_MS,
};
const LAUNCHED = 20;

const trendsOf = (): Trends => {
  const settings = smallSettings({ itemCount: LAUNCHED, incidents: [launch] });
  const { items } = createWorld(parseSimulationConfig(settings));
  return createTrends(items, { seed: 1, incidents: [launch], watchesPerHour: 10 });
};
const shareOf = (trends: Trends, item: number): number => {
  const picks = Array.from({ length: 2000 }, (_, k) => trends.pick((k + 0.5) / 2000));
  return picks.filter((picked) => picked === item).length / 2000;
};

describe('trends', () => {
  it('put what is watched on the chart and into the talk', () => {
    const trends = trendsOf();
    trends.refresh(START_MS);
    const before = shareOf(trends, 7);
    for (let k = 0; k < 300; k++) trends.count(7);
    trends.refresh(START_MS + HOUR_MS);
    expect(trends.chart()[0]).toBe(7);
    expect(shareOf(trends, 7)).toBeGreaterThan(before);
  });

  it('forget half of it in two days', () => {
    const trends = trendsOf();
    trends.refresh(START_MS);
    for (let k = 0; k < 100; k++) trends.count(7);
    trends.refresh(START_MS + 48 * HOUR_MS);
    // 100 viewings of two days ago count 50 now: 51 fresh ones outdo them.
    for (let k = 0; k < 51; k++) trends.count(8);
    trends.refresh(START_MS + 48 * HOUR_MS + HOUR_MS);
    expect(trends.chart().slice(0, 2)).toEqual([8, 7]);
  });

  it('say nothing of a title before its launch and much of it afterwards', () => {
    const trends = trendsOf();
    trends.refresh(START_MS);
    expect(trends.chart()).not.toContain(LAUNCHED);
    expect(shareOf(trends, LAUNCHED)).toBe(0);
    trends.refresh(launch.fromMs);
    expect(shareOf(trends, LAUNCHED)).toBeGreaterThan(0.3);
    const during = shareOf(trends, LAUNCHED);
    trends.refresh(launch.toMs);
    expect(shareOf(trends, LAUNCHED)).toBeLessThan(during);
  });
});
