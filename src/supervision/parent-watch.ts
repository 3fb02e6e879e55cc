import { Worker } from 'node:worker_threads';

/** How long a role may take to end in good order after its supervisor is gone. */
export const ORPHAN_GRACE_MS = 3_000;

/**
 * Lets a role end when its supervisor is gone, even by `kill -9`: the channel to it closes, which
 * aborts the signal. A thread of its own watches as well and ends the process if it is too busy to
 * notice. Without a channel nobody is watched.
 *
 * @returns aborted when the supervisor is gone
 */
export function watchParent(): AbortSignal {
  const gone = new AbortController();
  if (process.channel === undefined || process.channel === null) return gone.signal;
  process.once('disconnect', () => gone.abort());
  process.channel.unref();
  const worker = new Worker(new URL('./parent-watch-worker.ts', import.meta.url), {
    workerData: { parentPid: process.ppid, graceMs: ORPHAN_GRACE_MS },
    execArgv: [],
    stdout: false,
  });
  worker.on('error', () => undefined);
  worker.unref();
  return gone.signal;
}
