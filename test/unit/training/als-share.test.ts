import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import { itemId, userId } from '../../../src/domain/ids.ts';
import { SILENT } from '../../../src/domain/progress.ts';
import { evaluateOverTime } from '../../../src/evaluation/index.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { resolveLoss } from '../../../src/training/als/data-regularization.ts';
import { sampleUsers } from '../../../src/training/als/sample-users.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';

const als = requireFamily('als');
const USERS = 300;
const ITEMS = 120;
const KINDS = 6;

/** Likes in order of time: of one kind of items a user with a probability, else of any. */
function likes(tasteShare: number, perUser: number, isTimed = true): Positives {
  const rng = seededRng(5, 'likes');
  const pairs = new Map<number, number>();
  for (let n = 0; n < USERS * perUser * 2 && pairs.size < USERS * perUser; n++) {
    const user = rng.integer(USERS);
    const any = rng.integer(ITEMS);
    const item =
      rng.uniform() < tasteShare ? Math.floor(any / KINDS) * KINDS + (user % KINDS) : any;
    pairs.set(user * ITEMS + item, n);
  }
  const rows = [...pairs.entries()].sort((a, b) => a[1] - b[1]);
  return {
    userIds: Array.from({ length: USERS }, (_, at) => userId(String(at + 1))),
    itemIds: Array.from({ length: ITEMS }, (_, at) => itemId(`film+${at}+2000`)),
    users: Uint32Array.from(rows, ([pair]) => Math.floor(pair / ITEMS)),
    items: Uint32Array.from(rows, ([pair]) => pair % ITEMS),
    timesMs: Float64Array.from(rows, (_, at) => (isTimed ? at * 1000 : Number.NaN)),
  };
}

/** The share that a training with its defaults took, from the lambda that the model keeps. */
async function shareOf(positives: Positives, threads = 1): Promise<number> {
  const configuration = parseConfiguration(als, { factorCount: 8, epochs: 4 });
  const kernels = { build: 'plain', threads } as const;
  const context = { asOfMs: 1e12, seed: 3, progress: SILENT, kernels };
  const { tensors } = await als.train(positives, configuration, context);
  const unit = { ...configuration, relativeRegularization: 1 };
  const { regularization } = resolveLoss(
    unit as unknown as Parameters<typeof resolveLoss>[0],
    positives,
  );
  return Number((tensors['regularization']!.data[0]! / regularization).toFixed(4));
}

describe('the share of noise that als takes off', () => {
  it('is the one that predicts the latest of the training data best', async () => {
    const positives = likes(0.5, 15);
    const of = async (share: number): Promise<number> => {
      const asked = { factorCount: 8, epochs: 4, relativeRegularization: share };
      const configuration = parseConfiguration(als, asked);
      const train = async (slice: Positives, asOfMs: number) =>
        als.scorer(
          await als.train(slice, configuration, { asOfMs, seed: 3, progress: SILENT }),
          configuration,
          slice.itemIds,
        );
      const contenders = [{ model: 'als', train }];
      const [judged] = await evaluateOverTime({
        positives,
        contenders,
        k: 20,
        cuts: [0.7, 0.85, 1],
      });
      return judged!.metrics.ndcg.mean!;
    };
    const share = await shareOf(positives);
    expect([0.2, 0.3, 0.45, 0.65, 1]).toContain(share);
    const [lowest, chosen, highest] = await Promise.all([of(0.2), of(share), of(1)]);
    expect(highest).toBeLessThan(chosen! - 0.005);
    // A mean over cases, not over users, chose it.
    expect(chosen).toBeGreaterThanOrEqual(lowest! - 0.005);
  });

  it('is the same on one thread and on two', async () => {
    const positives = likes(0.6, 12);
    expect(await shareOf(positives, 2)).toBe(await shareOf(positives, 1));
  });

  it('is the usual one where times are unknown, since nothing is later then', async () => {
    expect(await shareOf(likes(0.9, 15, false))).toBe(0.4);
  });
});

describe('a sample of users', () => {
  it('keeps all likes of whom it keeps, in order, and stops as soon as there are enough', () => {
    const all = likes(0.5, 10);
    const sample = sampleUsers(all, 500, seededRng(1, 'sample'));
    const countIn = ({ users }: Positives, user: number): number =>
      users.filter((one) => one === user).length;
    const kept = [...new Set(sample.users)];
    for (const user of kept) expect(countIn(sample, user)).toBe(countIn(all, user));
    expect(sample.timesMs).toEqual(sample.timesMs.toSorted());
    const largest = Math.max(...kept.map((user) => countIn(all, user)));
    expect(sample.items.length).toBeGreaterThanOrEqual(500);
    expect(sample.items.length).toBeLessThan(500 + largest);
  });

  it('is everybody where there are few', () => {
    const all = likes(0.5, 2);
    expect(sampleUsers(all, 10_000, seededRng(1, 'sample'))).toBe(all);
  });
});
