import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../src/domain/stream-event.ts';
import { decodeLine } from '../../../src/events/index.ts';
import { runFor, smallSettings } from './run-lines.ts';

/** The figures of the real stream are in docs/simulator.md, beside those of a larger run. */
describe('a simulated stream', async () => {
  const { lines, simulation } = await runFor(
    smallSettings({ userCount: 2000, itemCount: 2000, viewingsPerUserDay: 1 }),
    48,
  );
  const events = lines[0]!.map((line): StreamEvent => {
    const decoded = decodeLine(line);
    if (!decoded.ok) throw new Error(line);
    return decoded.event;
  });
  const share = (is: (event: StreamEvent) => boolean): number =>
    events.filter(is).length / events.length;

  it('has the shares of the real one: 98.6 % ticks, 0.85 % requests, 0.53 % ratings', () => {
    expect(Math.abs(share((e) => e.kind === 'watch') - 0.986)).toBeLessThan(0.003);
    expect(Math.abs(share((e) => e.kind === 'recommendation') - 0.0085)).toBeLessThan(0.002);
    expect(Math.abs(share((e) => e.kind === 'rating') - 0.0053)).toBeLessThan(0.001);
  });

  it('leaves the seconds out on the full minute, one line in sixty', () => {
    const short = lines[0]!.filter((line) => line.indexOf(',') === 16).length;
    expect(Math.abs(short / lines[0]!.length - 1 / 60)).toBeLessThan(0.002);
  });

  it('has ratings 4 > 3 > 5 > 2 > 1', () => {
    const stars = (value: number): number =>
      share((event) => event.kind === 'rating' && event.rating === value);
    const order = [4, 3, 5, 2, 1].map(stars);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(order[0]! / share((event) => event.kind === 'rating')).toBeGreaterThan(0.4);
  });

  it('keeps three of four viewers to the last tenth and shows some one minute of overtime', () => {
    const { world } = simulation;
    const tenths = new Float64Array(12);
    let overtime = 0;
    for (const event of events) {
      if (event.kind !== 'watch') continue;
      const runtime = world.items.runtimes[world.itemOf(event.itemId)!]!;
      if (runtime < 60) continue;
      tenths[Math.floor((10 * event.minute) / runtime)]!++;
      if (event.minute === runtime + 1) overtime++;
    }
    const kept = tenths[9]! / tenths[0]!;
    expect(kept).toBeGreaterThan(0.6);
    expect(kept).toBeLessThan(0.8);
    expect(overtime).toBeGreaterThan(0);
  });
});
