import { Worker } from 'node:worker_threads';

/**
 * Kills this process if some work is not over in time, by a thread of its own: work that never lets
 * its own thread breathe cannot be asked to end. Whoever supervises the process starts it again.
 *
 * @param afterMs above 0
 */
export async function underWatch<R>(afterMs: number, work: () => Promise<R>): Promise<R> {
  const worker = new Worker(new URL('./watchdog-worker.ts', import.meta.url), {
    workerData: { afterMs },
    execArgv: [],
    stdout: false,
  });
  // Without its watch the work goes on: the time it is given holds all the same.
  worker.on('error', () => undefined);
  worker.unref();
  try {
    return await work();
  } finally {
    await worker.terminate();
  }
}
