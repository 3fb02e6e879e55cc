import { describe, expect, it } from 'vitest';
import type { KernelSettings } from '../../../src/math/kernels/kernel-build.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { bytesOf, contextAt, manyPositives } from './few-positives.ts';

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
