import { describe, expect, it } from 'vitest';
import { onEveryList } from './arbitrary-world.ts';

describe('caps', () => {
  it('let no list hold more of a collection or a genre than they say', () =>
    onEveryList(({ ids, itemOf }, _of, { caps }) => {
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
    }));
});
