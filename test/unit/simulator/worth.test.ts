import { describe, expect, it } from 'vitest';
import { runFor, smallSettings, type Run } from './run-lines.ts';

/** Cosine of movies by who saw at least an hour of both, damped for small counts. */
function companions(run: Run): {
  seen: Map<string, Set<number>>;
  scores: (user: string) => Float64Array;
} {
  const { world } = run.simulation;
  const seen = new Map<string, Set<number>>();
  for (const { userId, took } of run.visits)
    if (took !== null && took.minutes >= 60)
      seen.set(userId, (seen.get(userId) ?? new Set()).add(world.itemOf(took.itemId)!));
  const count = world.items.count;
  const together = new Float64Array(count * count);
  for (const items of seen.values())
    for (const a of items) for (const b of items) together[a * count + b]!++;
  const scores = (user: string): Float64Array => {
    const sums = new Float64Array(count);
    for (const a of seen.get(user) ?? [])
      for (let b = 0; b < count; b++) {
        const norm = Math.sqrt(together[a * count + a]! * together[b * count + b]!) + 3;
        sums[b]! += together[a * count + b]! / norm;
      }
    return sums;
  };
  return { seen, scores };
}

describe('the worth of lists', () => {
  it('leaves a personal model room between the chart and the ideal', async () => {
    const run = await runFor(
      smallSettings({ userCount: 600, itemCount: 700, viewingsPerUserDay: 1.2 }),
      7 * 24,
    );
    const { simulation } = run;
    const { seen, scores } = companions(run);
    const differences: number[] = [];
    const room: number[] = [];
    for (const [user, items] of seen) {
      if (items.size < 3) continue;
      const mind = simulation.mindOf(Number(user));
      const score = scores(user);
      const list = Array.from(score.keys())
        .filter((item) => !items.has(item))
        .sort((a, b) => score[b]! - score[a]! || a - b)
        .slice(0, 20);
      const personal = mind.worthOfList(list).minutes;
      differences.push(personal - mind.worthOfList(mind.popularityList()).minutes);
      room.push(mind.worthOfList(mind.idealList()).minutes - personal);
    }
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const error = Math.sqrt(mean(differences.map((d) => d ** 2)) / differences.length);
    expect(differences.length).toBeGreaterThan(200);
    expect(mean(differences)).toBeGreaterThan(3 * error);
    expect(mean(room)).toBeGreaterThan(mean(differences));
  });

  it('agrees with what viewers then watch', async () => {
    const run = await runFor(smallSettings({ userCount: 1000 }), 24);
    const visits = run.visits;
    const mean = (of: (visit: (typeof visits)[number]) => number): number =>
      visits.reduce((sum, visit) => sum + of(visit), 0) / visits.length;
    // Minutes deviate by about 50 a visit; with 3,000 visits and more the means agree within 3.
    expect(visits.length).toBeGreaterThan(3000);
    const pairs = [
      [mean((v) => v.worth.shown.minutes), mean((v) => v.took?.minutes ?? 0)],
      [
        mean((v) => v.worth.popularity.minutes),
        mean((v) => v.wouldTakeFromPopularity?.minutes ?? 0),
      ],
      [mean((v) => v.worth.none.minutes), mean((v) => v.wouldTakeWithoutList?.minutes ?? 0)],
    ] as const;
    for (const [expected, watched] of pairs) expect(Math.abs(expected - watched)).toBeLessThan(3);
  });

  it('of the ideal list is not pulled down by any movie on it', async () => {
    const { simulation } = await runFor(smallSettings(), 24);
    for (let user = 1; user <= 40; user++) {
      const mind = simulation.mindOf(user);
      const ideal = mind.idealList();
      const { minutes } = mind.worthOfList(ideal);
      const listed = mind.optionsWith(ideal).filter(({ position }) => position > 0);
      // A movie lifts the worth exactly when it lasts longer; one minute is for the positions.
      for (const option of listed) expect(option.minutes).toBeGreaterThan(minutes - 1);
    }
  });

  it('is never above the ideal by more than rounding', async () => {
    const { visits } = await runFor(smallSettings(), 24);
    const judged = visits.filter((visit) => visit.worth.ideal !== null);
    expect(judged.length).toBeGreaterThan(10);
    const below = judged.filter((v) => v.worth.ideal!.minutes >= v.worth.shown.minutes);
    expect(below.length).toBe(judged.length);
  });
});
