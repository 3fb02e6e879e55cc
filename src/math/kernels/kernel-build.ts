import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { errorOf } from '../../domain/errors.ts';

/**
 * Which of the two builds computes. `relaxed` fuses multiply and add and is faster; its last bits
 * may differ between kinds of CPU. `plain` gives the same bits everywhere.
 */
export type KernelBuild = 'plain' | 'relaxed';

/** How the kernels run. */
export interface KernelSettings {
  readonly build: KernelBuild;
  /** Threads that compute, ≥ 1. Changes no bits. */
  readonly threads: number;
}

/**
 * What the environment asks for: `SHOWRUNNER_KERNELS` (`plain` or `relaxed`; by default relaxed
 * where the runtime knows its instructions) and `SHOWRUNNER_THREADS` (by default one a core).
 *
 * @throws InputError `KERNEL_SETTING_INVALID`
 */
export function kernelSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): KernelSettings {
  const { SHOWRUNNER_KERNELS: build, SHOWRUNNER_THREADS: threads } = environment;
  return { build: parseBuild(build), threads: parseThreads(threads) };
}

function parseBuild(given: string | undefined): KernelBuild {
  if (given === 'plain' || given === 'relaxed') return given;
  if (given === undefined || given === '')
    return WebAssembly.validate(kernelBytes('relaxed')) ? 'relaxed' : 'plain';
  throw errorOf('KERNEL_SETTING_INVALID', {
    variable: 'SHOWRUNNER_KERNELS',
    found: given,
    expected: 'plain or relaxed',
  });
}

function parseThreads(given: string | undefined): number {
  if (given === undefined || given === '') return availableParallelism();
  const threads = Number(given);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw errorOf('KERNEL_SETTING_INVALID', {
    variable: 'SHOWRUNNER_THREADS',
    found: given,
    expected: 'a whole number from 1 to 1024',
  });
}

/** The compiled code of a build, as `scripts/build-kernels.ts` leaves it in `kernels/build/`. */
export const kernelBytes = (build: KernelBuild): Uint8Array =>
  readFileSync(new URL(`../../../kernels/build/${build}.wasm`, import.meta.url));
