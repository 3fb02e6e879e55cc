import { Worker } from 'node:worker_threads';
import { errorOf, messageOf } from '../../domain/errors.ts';
import type { KernelName } from './kernels.ts';

/** What a thread is told to do: take tasks until none is left. */
export interface MemberJob {
  readonly kernel: KernelName;
  readonly parameters: number;
  readonly tasks: number;
  readonly scratch: number;
  /** [next task, whether to take no more], shared by all. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** How a thread's share ended: the first task whose status was not 0, or status 0. */
export interface MemberOutcome {
  readonly task: number;
  readonly status: number;
}

/** One thread of a crew. */
export interface Member {
  /** @throws InvariantError `KERNEL_FAILED` */
  work(job: MemberJob): Promise<MemberOutcome>;
  end(): Promise<void>;
}

/** Starts a thread with the kernels of a module over a memory. */
export function startMember(module: WebAssembly.Module, memory: WebAssembly.Memory): Member {
  const worker = new Worker(new URL('crew-worker.js', import.meta.url), {
    workerData: { module, memory },
  });
  let dead: Error | null = null;
  worker.on('error', (thrown) => {
    dead = thrown;
  });
  return {
    work: (job) =>
      new Promise((resolve, reject) => {
        const fail = (thrown: unknown): void =>
          reject(
            errorOf('KERNEL_FAILED', { kernel: job.kernel, found: messageOf(thrown) }, thrown),
          );
        const exited = (): void => fail(dead ?? new Error('the thread ended'));
        if (dead !== null) return fail(dead);
        worker.once('exit', exited);
        worker.once('message', (outcome: MemberOutcome) => {
          worker.off('exit', exited);
          resolve(outcome);
        });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(job);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
