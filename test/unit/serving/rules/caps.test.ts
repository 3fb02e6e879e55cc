import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onEveryList, outcomeOf, rulesDocument, world, type Outcome } from './arbitrary-world.ts';

function expectWithin(
  { ids, itemOf }: Outcome,
  caps: { readonly collection?: number; readonly genre?: number },
): void {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const { collection, genres } = itemOf(id)!;
    const names = genres.map((name) => `genre ${name}`);
    if (collection !== null) names.push(`collection ${collection}`);
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of counts) {
    const cap = name.startsWith('genre') ? caps.genre : caps.collection;
    expect(count).toBeLessThanOrEqual(cap ?? Infinity);
  }
}

describe('caps', () => {
  it('let no list hold more of a collection or a genre than they say', () =>
    onEveryList((outcome, _of, { caps }) => expectWithin(outcome, caps)));

  it('hold whatever is drawn', async () => {
    let drawn = 0;
    const rules = rulesDocument.map(({ caps, exploration, diversity, pins }) => ({
      caps,
      diversity,
      pins,
      exploration: { ...exploration, share: 0.5, fromPosition: 1 },
    }));
    await fc.assert(
      fc.asyncProperty(world, rules, async (any, of) => {
        const adult = { ...any, age: 40, filters: {}, exclude: [], championSize: 24 };
        const outcome = await outcomeOf({ ...adult, liked: ['m0+2000'] }, of as never);
        drawn += outcome.answer.receipt.trace!.exploration?.drawn.length ?? 0;
        expectWithin(outcome, of.caps);
      }),
      { numRuns: 400 },
    );
    expect(drawn).toBeGreaterThan(100);
  });
});
