import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

/** Runs beside some work: ends the process unless the work's thread ends this one before. */
const { afterMs } = workerData as { afterMs: number };

await sleep(afterMs);
process.kill(process.pid, 'SIGKILL');
