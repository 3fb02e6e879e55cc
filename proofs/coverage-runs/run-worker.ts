import { parentPort, workerData } from 'node:worker_threads';
import { oneRun } from './one-run.ts';
import type { CoverageRun } from './setting.ts';

/** Makes the runs it is given, one after the other, and posts what each said. */
for (const run of workerData as readonly CoverageRun[]) parentPort!.postMessage(await oneRun(run));
