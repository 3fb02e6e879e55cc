import type { Positives } from '../../../src/datasets/index.ts';
import { itemId, userId } from '../../../src/domain/ids.ts';
import { SILENT } from '../../../src/domain/progress.ts';
import { seededRng } from '../../../src/math/rng.ts';
import type { TrainedModel, TrainingContext } from '../../../src/training/index.ts';

/** Positives from (user, item, day) rows; ids are `u0`, `i0`, … */
export function positivesFrom(rows: readonly (readonly [number, number, number])[]): Positives {
  const userCount = 1 + Math.max(-1, ...rows.map(([user]) => user));
  const itemCount = 1 + Math.max(-1, ...rows.map(([, item]) => item));
  return {
    userIds: Array.from({ length: userCount }, (_, user) => userId(`u${user}`)),
    itemIds: Array.from({ length: itemCount }, (_, item) => itemId(`i${item}`)),
    users: Uint32Array.from(rows, ([user]) => user),
    items: Uint32Array.from(rows, ([, item]) => item),
    timesMs: Float64Array.from(rows, ([, , day]) => day * 86_400_000),
  };
}

/**
 * Users of two tastes: each likes most of the ten items of their own kind and few of the other's.
 */
export function twoTastes({ users, seed }: { users: number; seed: number }): Positives {
  const rng = seededRng(seed, 'two tastes');
  const rows: [number, number, number][] = [];
  for (let user = 0; user < users; user++)
    for (let item = 0; item < 20; item++)
      if (rng.uniform() < (user % 2 === item % 2 ? 0.6 : 0.1)) rows.push([user, item, rows.length]);
  return positivesFrom([[0, 19, 0], ...rows.filter(([u, i]) => u !== 0 || i !== 19)]);
}

/** 72,000 positives, 800 items: above 2·10⁸ multiply-adds, so that `openCrew` starts threads. */
export function manyPositives(): Positives {
  const rng = seededRng(1, 'many');
  const rows: [number, number, number][] = [];
  for (let user = 0; user < 900; user++)
    for (let item = 0; item < 800; item++) if (rng.uniform() < 0.1) rows.push([user, item, 0]);
  return positivesFrom(rows);
}

/** A training context at a day, seed 1. */
export const contextAt = (day: number, seed = 1): TrainingContext => ({
  asOfMs: day * 86_400_000,
  seed,
  progress: SILENT,
});

/** The bytes of a model's tensors, one after the other by name. */
export const bytesOf = ({ tensors }: TrainedModel): Buffer =>
  Buffer.concat(
    Object.keys(tensors)
      .sort()
      .map((name) => Buffer.from(Float32Array.from(tensors[name]!.data).buffer)),
  );
