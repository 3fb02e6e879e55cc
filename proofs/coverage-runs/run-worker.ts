import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { oneRun } from './one-run.ts';
import type { CoverageRun } from './setting.ts';

const port: MessagePort = parentPort!;

/** Makes the runs it is given, one after the other, and posts what each said. */
for (const run of workerData as readonly CoverageRun[]) port.postMessage(await oneRun(run));
