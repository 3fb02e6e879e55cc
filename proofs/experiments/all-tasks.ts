import { Worker } from 'node:worker_threads';
import type { Pool } from './pool.ts';
import { runExperiment, type ExperimentEnd, type ExperimentTask } from './run-experiment.ts';
import { runSequence, type SequenceEnd, type SequenceTask } from './run-sequence.ts';

export type Task = ExperimentTask | SequenceTask;
export type End = ExperimentEnd | SequenceEnd;

/** Runs one. */
export const runTask = (pool: Pool, task: Task): End =>
  task.kind === 'experiment' ? runExperiment(pool, task) : runSequence(pool, task);

/** What a thread is given. */
export interface Share {
  readonly pool: Pool;
  readonly tasks: readonly { readonly at: number; readonly task: Task }[];
}

/** Runs all over threads; ends in the order of the tasks. */
export async function allTasks(
  pool: Pool,
  tasks: readonly Task[],
  threads: number,
): Promise<readonly End[]> {
  if (threads === 1) return tasks.map((task) => runTask(pool, task));
  const ends: End[] = [];
  const numbered = tasks.map((task, at) => ({ at, task }));
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const share: Share = { pool, tasks: numbered.filter(({ at }) => at % threads === thread) };
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const worker = new Worker(new URL('./task-worker.ts', import.meta.url), {
        workerData: share,
      });
      worker.on('message', ({ at, end }: { at: number; end: End }) => void (ends[at] = end));
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      return promise;
    }),
  );
  return ends;
}
