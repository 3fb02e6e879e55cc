import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf, rulesDocument, world, type Rules, type World } from './arbitrary-world.ts';

/** What is pinned where, as the file says it: the first for a place and of an item counts. */
function expectedPins({ pins }: Rules, { age, gender, count }: World): Map<number, string> {
  const byPlace = new Map<number, string>();
  for (const { item, position, segment } of pins) {
    const isMeant =
      (segment?.minimumAge === undefined || (age !== null && age >= segment.minimumAge)) &&
      (segment?.gender === undefined || gender === segment.gender);
    const isTaken = byPlace.has(position) || [...byPlace.values()].includes(item);
    if (isMeant && position <= count && !isTaken) byPlace.set(position, item);
  }
  return byPlace;
}

describe('pins', () => {
  it('stand in their places, unless a rule keeps them off or the list is shorter', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(world, rulesDocument, async (drawn, rules) => {
        const of = { ...drawn, filters: {} };
        const { answer, ids } = await outcomeOf(of, rules);
        const { placed, others } = answer.receipt.trace!;
        for (const [position, item] of expectedPins(rules, of)) {
          const reason = others.find(([id, , source]) => id === item && source === -1)?.[3];
          if (reason !== undefined || !of.listed.includes(item)) {
            expect(ids).not.toContain(reason === 'seen' ? '' : item);
            continue;
          }
          const at = ids.indexOf(item);
          expect(placed[at]).toBe(-1);
          expect(answer.exposures[at]).toMatchObject({ propensity: 1, slot: 'deterministic' });
          if (ids.length === of.count) expect(at + 1).toBe(position);
          else expect(at + 1).toBeLessThanOrEqual(position);
          checked++;
        }
      }),
      { numRuns: 400 },
    );
    expect(checked).toBeGreaterThan(50);
  });
});
