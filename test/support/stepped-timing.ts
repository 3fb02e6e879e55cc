import type { HttpTiming } from '../../src/adapters/index.ts';
import { seededRng } from '../../src/math/rng.ts';

/** Time that passes only by waiting: a pause ends at once and has taken as long as it should. */
export function steppedTiming(): HttpTiming & { readonly pauses: number[] } {
  let nowMs = 1_000_000;
  const pauses: number[] = [];
  return {
    clock: { nowMs: () => nowMs },
    rng: seededRng(1, 'test'),
    pauses,
    pause: async (ms) => {
      if (ms > 0) pauses.push(ms);
      nowMs += ms;
    },
  };
}
