import { describe, expect, it } from 'vitest';
import { createMemory, MEMORY_LENGTH, type Memory } from '../../../src/simulator/memory.ts';

const recalled = (memory: Memory, user: number): [number, boolean, number][] => {
  const all: [number, boolean, number][] = [];
  memory.recall(user, (item, liked, rank) => all.push([item, liked, rank]));
  return all;
};

describe('memory', () => {
  it('gives the latest movie first', () => {
    const memory = createMemory(2);
    memory.remember(1, 5, true);
    memory.remember(1, 6, false);
    expect(recalled(memory, 1)).toEqual([
      [6, false, 0],
      [5, true, 1],
    ]);
    expect(recalled(memory, 0)).toEqual([]);
  });

  it('forgets the oldest first', () => {
    const memory = createMemory(1);
    for (let item = 0; item < MEMORY_LENGTH + 3; item++) memory.remember(0, item, false);
    const items = recalled(memory, 0).map(([item]) => item);
    expect(items).toHaveLength(MEMORY_LENGTH);
    expect(items.at(-1)).toBe(3);
  });

  it('keeps what it holds when it grows', () => {
    const memory = createMemory(1);
    memory.remember(0, 9, true);
    memory.reserve(100);
    memory.remember(99, 4, false);
    expect(recalled(memory, 0)).toEqual([[9, true, 0]]);
    expect(recalled(memory, 99)).toEqual([[4, false, 0]]);
  });
});
