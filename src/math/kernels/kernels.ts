import { kernelBytes, type KernelBuild } from './kernel-build.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** A kernel: see `kernels/index.ts`. */
export type Kernel = (parameters: number, task: number, scratch: number) => number;

/** Every kernel by name. */
export type KernelName =
  | 'gram'
  | 'rotate'
  | 'solveRows'
  | 'solveLockstep'
  | 'loss'
  | 'foldIn'
  | 'topK'
  | 'scores'
  | 'coOccurrence'
  | 'updateColumn'
  | 'factorDiagonal'
  | 'solveColumn'
  | 'copyRow'
  | 'invertRow'
  | 'multiplyRow'
  | 'finishRow';

export type Kernels = Readonly<Record<KernelName, Kernel>>;

/** The kernels of a build over a memory, to be called on this thread. */
export const openKernels = (build: KernelBuild, { memory }: KernelMemory): Kernels =>
  instantiate(new WebAssembly.Module(kernelBytes(build)), memory);

/** The kernels of a compiled module over a memory. */
export const instantiate = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
