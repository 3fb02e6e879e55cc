import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { runTask, type Share } from './all-tasks.ts';

const port: MessagePort = parentPort!;
const { pool, tasks } = workerData as Share;

/** Runs its share, one after the other, and posts how each ended. */
for (const { at, task } of tasks) port.postMessage({ at, end: runTask(pool, task) });
