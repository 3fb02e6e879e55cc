import { describe, expect, it } from 'vitest';
import { compileKernels } from '../../../../scripts/build-kernels/compile-kernels.ts';
import { kernelBytes, kernelSettings } from '../../../../src/math/kernels/kernel-build.ts';
import { KernelMemory } from '../../../../src/math/kernels/kernel-memory.ts';
import { BUILDS } from './cases.ts';

describe('the kernels that are kept with the sources', () => {
  it.each(BUILDS)('are what compiling %s gives, byte for byte', async (build) => {
    const compiled = await compileKernels(build);
    expect(Buffer.from(compiled).equals(kernelBytes(build))).toBe(true);
  });
});

describe('kernelSettings', () => {
  it('takes what the environment says', () => {
    const environment = { SHOWRUNNER_KERNELS: 'plain', SHOWRUNNER_THREADS: '3' };
    expect(kernelSettings(environment)).toEqual({ build: 'plain', threads: 3 });
  });

  it('takes the relaxed build and all cores where the environment says nothing', () => {
    const { build, threads } = kernelSettings({ SHOWRUNNER_KERNELS: '', SHOWRUNNER_THREADS: '' });
    // The Node that the tests run on has relaxed SIMD.
    expect(build).toBe('relaxed');
    expect(threads).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['SHOWRUNNER_KERNELS', 'fast', 'expected plain or relaxed'],
    ['SHOWRUNNER_THREADS', '0', 'expected a whole number from 1 to 1024'],
    ['SHOWRUNNER_THREADS', '1.5', 'expected a whole number from 1 to 1024'],
  ])('refuses %s=%s', (variable, found, expected) => {
    expect(() => kernelSettings({ [variable]: found })).toThrow(
      `found ${variable}=${found}, ${expected}`,
    );
  });
});

describe('KernelMemory', () => {
  it('hands out zeroed blocks that do not overlap, and grows', () => {
    const memory = new KernelMemory();
    const blocks = [memory.u8(3), memory.f32(100_000), memory.f64(1), memory.u16(1)];
    expect(blocks.every((block) => block.every((value) => value === 0))).toBe(true);
    blocks.forEach((block, k) => block.fill(k + 1));
    expect(blocks.map((block) => block[0])).toEqual([1, 2, 3, 4]);
    expect(blocks.map((block) => block.byteOffset % 64)).toEqual([0, 0, 0, 0]);
  });

  it('says what is wrong when 4 GiB do not suffice', () => {
    expect(() => new KernelMemory().f32(2 ** 30)).toThrow(
      expect.objectContaining({ code: 'KERNEL_MEMORY_FULL' }) as Error,
    );
  });
});
