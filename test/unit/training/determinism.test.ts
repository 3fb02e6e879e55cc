import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import type { KernelSettings } from '../../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { bytesOf, contextAt, positivesFrom } from './few-positives.ts';

/** 72,000 positives, 800 items: above 2·10⁸ multiply-adds, so that `openCrew` starts threads. */
function manyPositives(): Positives {
  const rng = seededRng(1, 'many');
  const rows: [number, number, number][] = [];
  for (let user = 0; user < 900; user++)
    for (let item = 0; item < 800; item++) if (rng.uniform() < 0.1) rows.push([user, item, 0]);
  return positivesFrom(rows);
}

describe('same data, configuration, seed and build of the kernels', () => {
  const positives = manyPositives();

  it.each([
    ['als', { epochs: 5 }, 'plain'],
    ['als', { epochs: 5 }, 'relaxed'],
    ['ease', {}, 'plain'],
    ['ease', {}, 'relaxed'],
  ] as const)(
    'give the same bytes of %s on 1 and on 2 threads (%j, %s)',
    async (name, given, build) => {
      const family = requireFamily(name);
      const train = (kernels: KernelSettings) =>
        family.train(positives, parseConfiguration(family, given), { ...contextAt(0), kernels });
      const one = await train({ build, threads: 1 });
      const two = await train({ build, threads: 2 });
      expect(one.arithmetic).toBe(build);
      expect(bytesOf(two).equals(bytesOf(one))).toBe(true);
      expect(bytesOf(one).some((byte) => byte !== 0)).toBe(true);
    },
  );

  it.each(['als', 'ease'])('end with STOPPED when asked to before %s is trained', async (name) => {
    const family = requireFamily(name);
    const context = { ...contextAt(0), stop: AbortSignal.abort() };
    await expect(family.train(positives, parseConfiguration(family, {}), context)).rejects.toThrow(
      expect.objectContaining({ code: 'STOPPED' }) as Error,
    );
  });
});
