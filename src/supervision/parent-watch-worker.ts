import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

/** Runs beside a role: ends the process some time after its parent is another than at the start. */
const { parentPid, graceMs } = workerData as { parentPid: number; graceMs: number };
const LOOK_MS = 500;

while (process.ppid === parentPid) await sleep(LOOK_MS);
await sleep(graceMs);
process.kill(process.pid, 'SIGKILL');
