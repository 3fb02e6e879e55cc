import { describe, expect, it } from 'vitest';
import { DAY_MS, NOW_MS, onEveryList } from './arbitrary-world.ts';

describe('no list, whatever the candidates, pins, boosts, draws and refills', () => {
  it('holds what operators blocked', () =>
    onEveryList(({ ids }, _of, rules) => {
      expect(ids.filter((id) => rules.blocked.includes(id))).toEqual([]);
    }));

  it('holds an item outside the windows that are stated for it', () =>
    onEveryList(({ ids }, _of, rules) => {
      for (const id of ids) {
        const windows = rules.availability.filter(({ item }) => item === id);
        const isOpen = windows.some(
          ({ from, until }) =>
            (from === undefined || Date.parse(from) <= NOW_MS) &&
            (until === undefined || NOW_MS < Date.parse(until)),
        );
        expect(windows.length === 0 || isOpen).toBe(true);
      }
    }));

  it('holds an item for which the viewer is too young', () =>
    onEveryList(({ ids, itemOf, user }, _of, rules) => {
      const age = user.age ?? (rules.unknownAge === 'minor' ? 0 : 999);
      for (const id of ids)
        for (const { minimumAge, genres, items } of rules.ageLimits)
          if (items.includes(id) || itemOf(id)!.genres.some((of) => genres.includes(of as never)))
            expect(age).toBeGreaterThanOrEqual(minimumAge);
    }));

  it('holds what the caller excludes or filters out', () =>
    onEveryList(({ ids, itemOf }, { exclude, filters }) => {
      for (const id of ids) {
        const item = itemOf(id)!;
        expect(exclude).not.toContain(id);
        if (filters.genres !== undefined)
          expect(item.genres.some((of) => filters.genres!.includes(of as never))).toBe(true);
        if (filters.languages !== undefined) expect(item.language).toBe('en');
        if (filters.fromYear !== undefined)
          expect(item.releaseYear).toBeGreaterThanOrEqual(filters.fromYear);
      }
    }));

  it('holds what was seen within the rewatch window, unless there is nothing else to show', () =>
    onEveryList(({ answer, ids }, { seen }, rules) => {
      const days = rules.seen.rewatchAfterDays ?? Infinity;
      const tooSoon = new Set<string>(
        seen.filter(([, ago]) => ago * DAY_MS < days * DAY_MS).map(([id]) => id),
      );
      const shown = ids.filter((id) => tooSoon.has(id));
      const sources = answer.receipt.trace!.sources;
      if (shown.length > 0) expect(sources.at(-1)!.again).toBe(true);
      // Let through only where every item that was not seen is kept off by another rule.
      if (shown.length > 0) expect(ids).toEqual(shown);
    }));

  it('breaks the contract of a list', () =>
    onEveryList(({ ids, itemOf, answer }, { count }) => {
      expect(ids.length).toBeLessThanOrEqual(count);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => itemOf(id) !== null)).toBe(true);
      expect(answer.exposures.map(({ position }) => position)).toEqual(ids.map((_, k) => k + 1));
    }));
});
