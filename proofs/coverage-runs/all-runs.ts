import { Worker } from 'node:worker_threads';
import { oneRun, type RunOutcome } from './one-run.ts';
import type { CoverageSetting } from './setting.ts';

/**
 * Makes as many runs, of seeds `first`, `first + 1`, …, over threads. The outcomes come in no
 * particular order.
 */
export async function allRuns(
  setting: CoverageSetting,
  { first, runs, threads }: { first: number; runs: number; threads: number },
  say: (done: number) => void,
): Promise<readonly RunOutcome[]> {
  const all = Array.from({ length: runs }, (_, k) => ({ ...setting, seed: first + k }));
  const outcomes: RunOutcome[] = [];
  const take = (outcome: RunOutcome): void => {
    outcomes.push(outcome);
    say(outcomes.length);
  };
  if (threads === 1) {
    for (const run of all) take(await oneRun(run));
    return outcomes;
  }
  const share = Array.from({ length: threads }, (_, t) =>
    all.filter((_run, k) => k % threads === t),
  );
  await Promise.all(
    share.map((workerData) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const worker = new Worker(new URL('./run-worker.ts', import.meta.url), { workerData });
      worker.on('message', take);
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      return promise;
    }),
  );
  return outcomes;
}
