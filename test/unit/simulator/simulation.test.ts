import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../src/domain/stream-event.ts';
import { decodeLine, encodeEvent } from '../../../src/events/index.ts';
import type { Recommender } from '../../../src/simulator/index.ts';
import { HOUR_MS, runFor, smallSettings, START_MS, type Run } from './run-lines.ts';

const eventsOf = (run: Run): StreamEvent[] =>
  run.lines.flat().map((line) => {
    const decoded = decodeLine(line);
    if (!decoded.ok) throw new Error(`${decoded.reason}: ${line}`);
    expect(encodeEvent(decoded.event)).toBe(line);
    return decoded.event;
  });

describe('a simulated log', () => {
  it('is the same for the same seed, whatever the steps, and another for another seed', async () => {
    const whole = await runFor(smallSettings(), 6);
    expect((await runFor(smallSettings(), 6)).lines).toEqual(whole.lines);
    expect((await runFor(smallSettings(), 6, { stepMs: 777_000 })).lines).toEqual(whole.lines);
    expect((await runFor(smallSettings({ seed: 2 }), 6)).lines).not.toEqual(whole.lines);
    expect(whole.lines[0]!.length).toBeGreaterThan(5000);
  });

  it('without faults holds canonical lines only, of all four kinds and shapes', async () => {
    const events = eventsOf(await runFor(smallSettings(), 12));
    const kinds = new Set(events.map((event) => event.kind));
    expect(kinds).toEqual(new Set(['watch', 'rating', 'recommendation', 'account']));
    const nanos = events.filter((e) => e.kind === 'recommendation').map((e) => e.time.nanos);
    expect(nanos).toContain(0);
    expect(nanos.some((n) => n > 0 && n % 1000 === 0)).toBe(true);
    expect(nanos.some((n) => n % 1000 !== 0)).toBe(true);
  });

  it('is in the order of seconds and begins in full swing', async () => {
    const events = eventsOf(await runFor(smallSettings(), 3));
    const seconds = events.map((event) => Math.floor(event.time.ms / 1000));
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(seconds[0]).toBeGreaterThanOrEqual(START_MS / 1000);
    const first = events.find((event) => event.kind === 'watch')!;
    expect(events.slice(0, 50).some((e) => e.kind === 'watch' && e.minute > 20)).toBe(true);
    expect(first.time.ms - START_MS).toBeLessThan(60_000);
  });

  it('sends each viewer minute after minute, about one a minute, never two movies at once', async () => {
    const run = await runFor(smallSettings({ warmUpMinutes: 0 }), 10);
    const { world } = run.simulation;
    const current = new Map<string, { item: string; minute: number; ms: number }>();
    let gaps = 0;
    for (const event of eventsOf(run)) {
      if (event.kind !== 'watch') continue;
      const before = current.get(event.userId);
      if (event.minute > 0) {
        expect(before).toMatchObject({ item: event.itemId, minute: event.minute - 1 });
        const gap = (event.time.ms - before!.ms) / 1000;
        expect(gap).toBeGreaterThan(40);
        expect(gap).toBeLessThanOrEqual(81);
        gaps++;
      } else if (before !== undefined) expect(event.time.ms).toBeGreaterThan(before.ms);
      const runtime = world.items.runtimes[world.itemOf(event.itemId)!]!;
      expect(event.minute).toBeLessThanOrEqual(runtime + 1);
      current.set(event.userId, { item: event.itemId, minute: event.minute, ms: event.time.ms });
    }
    expect(gaps).toBeGreaterThan(10_000);
  });

  it('grows by new accounts whose ids follow one another', async () => {
    const run = await runFor(smallSettings({ newAccountRate: 0.5, warmUpMinutes: 0 }), 24);
    const opened = eventsOf(run).filter((event) => event.kind === 'account');
    const ids = opened.map((event) => Number(event.userId));
    expect(ids.length).toBeGreaterThan(80);
    expect(ids).toEqual(ids.map((_, k) => 301 + k));
    expect(run.simulation.accountCount).toBe(300 + ids.length);
    const quiet = await runFor(smallSettings({ newAccountRate: 0.5, accountLines: false }), 6);
    expect(eventsOf(quiet).some((event) => event.kind === 'account')).toBe(false);
    expect(quiet.simulation.accountCount).toBeGreaterThan(300);
  });

  it('falls silent when everybody has left', async () => {
    const run = await runFor(smallSettings({ leaveRate: 1, newAccountRate: 0 }), 240);
    const lastDay = run.visits.filter((visit) => visit.atMs > START_MS + 216 * HOUR_MS);
    // After ten days a share of e^-10 of the accounts is left.
    expect(lastDay.length).toBeLessThan(20);
  });

  it('tells of every answer once, with what the viewer was shown', async () => {
    const run = await runFor(smallSettings({ warmUpMinutes: 0 }), 8);
    const shown = eventsOf(run).filter((event) => event.kind === 'recommendation');
    const asked = run.visits.filter((visit) => visit.status !== null);
    // Answers that take beyond the last second are still to come.
    expect(asked.length - shown.length).toBeLessThanOrEqual(2);
    const lists = new Set(asked.map((visit) => `${visit.userId} ${visit.shown.join()}`));
    for (const event of shown) {
      expect(event.itemIds).toHaveLength(20);
      expect(lists.has(`${event.userId} ${event.itemIds.join()}`)).toBe(true);
    }
  });

  it('spreads the lines of one user over all partitions', async () => {
    const run = await runFor(smallSettings({ partitionCount: 2 }), 6);
    const [first, second] = run.lines.map(
      (lines) => new Set(lines.map((line) => line.split(',')[1])),
    );
    expect([...first!].filter((user) => second!.has(user)).length).toBeGreaterThan(100);
    const one = await runFor(smallSettings(), 6);
    expect(run.lines.flat().sort()).toEqual(one.lines.flat().sort());
  });

  it('lets what is shown be watched: the chart alone makes few movies popular', async () => {
    const topShare = async (policy: 'popularity' | 'random'): Promise<number> => {
      const run = await runFor(smallSettings(), 48, { policy });
      const counts = new Map<string, number>();
      const took = run.visits.flatMap((visit) => visit.took ?? []);
      for (const { itemId } of took) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
      const top = [...counts.values()].sort((a, b) => b - a).slice(0, 20);
      return top.reduce((a, b) => a + b, 0) / took.length;
    };
    expect(await topShare('popularity')).toBeGreaterThan(1.2 * (await topShare('random')));
  });

  it('goes on when no list can be had', async () => {
    const broken: Recommender = {
      ask: () =>
        Promise.resolve({
          status: 0,
          itemIds: [],
          errorText: 'Connection refused: h/1:8082',
          latencyMs: 1369,
          receiptId: null,
        }),
    };
    const run = await runFor(smallSettings(), 6, { recommender: broken });
    const answers = eventsOf(run).filter((event) => event.kind === 'recommendation');
    expect(answers.every((event) => event.status === 0 && event.latencyMs === 1369)).toBe(true);
    expect(run.visits.every((visit) => visit.took === null || visit.took.position === 0)).toBe(
      true,
    );
  });
});
