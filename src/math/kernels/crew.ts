import { errorOf } from '../../domain/errors.ts';
import { kernelBytes, type KernelSettings } from './kernel-build.ts';
import { KernelMemory } from './kernel-memory.ts';
import { instantiate, type KernelName, type Kernels } from './kernels.ts';
import { startMember, type Member } from './crew-member.ts';

/** Multiply-adds from which on it pays to start threads. */
const WORTH_THREADS = 2e8;

/** Kernels whose tasks are shared out to threads over one memory. */
export interface Crew extends KernelSettings {
  readonly memory: KernelMemory;
  /**
   * Runs tasks 0 … tasks − 1 of a kernel, each once, in any order on any thread, and waits.
   *
   * @param job.scratchBytes what each thread needs for itself
   * @returns 0, or the status of the first task that did not return 0
   * @throws UnavailableError `STOPPED` when asked to end; InvariantError `KERNEL_FAILED`
   */
  run(kernel: KernelName, job: CrewJob): Promise<number>;
  /** Ends the threads. */
  close(): Promise<void>;
}

export interface CrewJob {
  /** Address of the kernel's parameters. */
  readonly parameters: number;
  readonly tasks: number;
  readonly scratchBytes?: number;
}

/**
 * Starts a crew. Small work is done on the calling thread; otherwise as many threads as the
 * settings say compute and the calling one only waits, so that it can be asked to end.
 *
 * @param work multiply-adds that are to come, roughly
 */
export function openCrew(
  settings: KernelSettings,
  { work, stop }: { readonly work: number; readonly stop?: AbortSignal | undefined },
): Crew {
  const memory = new KernelMemory();
  const module = new WebAssembly.Module(kernelBytes(settings.build));
  const count = work < WORTH_THREADS ? 0 : settings.threads;
  const scratch = scratchFor(memory, Math.max(count, 1));
  const members = Array.from({ length: count }, () => startMember(module, memory.memory));
  const kernels = instantiate(module, memory.memory);
  return {
    ...settings,
    memory,
    run: (kernel, job) => {
      requireGoing(stop);
      const room = { ...job, scratch: scratch(job.scratchBytes ?? 0) };
      return members.length === 0
        ? Promise.resolve(runHere(kernels, kernel, room))
        : runTogether(members, kernel, room, stop);
    },
    close: async () => {
      await Promise.all(members.map((member) => member.end()));
    },
  };
}

interface Room extends CrewJob {
  /** Where each thread's scratch lies. */
  readonly scratch: readonly number[];
}

/** Hands out one block of scratch a thread, the same as long as it is large enough. */
function scratchFor(memory: KernelMemory, threads: number): (bytes: number) => readonly number[] {
  let [size, blocks] = [-1, [] as readonly number[]];
  return (bytes) => {
    if (bytes <= size) return blocks;
    size = bytes;
    blocks = Array.from({ length: threads }, () => memory.u8(bytes).byteOffset);
    return blocks;
  };
}

function requireGoing(stop: AbortSignal | undefined): void {
  if (stop?.aborted === true) throw errorOf('STOPPED', { found: 'a request to end' });
}

function runHere(
  kernels: Kernels,
  kernel: KernelName,
  { parameters, tasks, scratch }: Room,
): number {
  let status = 0;
  for (let task = 0; task < tasks && status === 0; task++)
    status = kernels[kernel](parameters, task, scratch[0]!);
  return status;
}

async function runTogether(
  members: readonly Member[],
  kernel: KernelName,
  { parameters, tasks, scratch }: Room,
  stop: AbortSignal | undefined,
): Promise<number> {
  /** The next task nobody has taken, and whether to take no more. */
  const control = new Int32Array(new SharedArrayBuffer(8));
  const halt = (): void => void Atomics.store(control, 1, 1);
  stop?.addEventListener('abort', halt);
  try {
    const job = { kernel, parameters, tasks, control };
    const outcomes = await Promise.all(
      members.map((member, at) => member.work({ ...job, scratch: scratch[at]! })),
    );
    requireGoing(stop);
    const failed = outcomes.filter(({ status }) => status !== 0).sort((a, b) => a.task - b.task);
    return failed[0]?.status ?? 0;
  } finally {
    stop?.removeEventListener('abort', halt);
  }
}
