// @ts-check
// A thread of a crew: takes tasks of the kernel it is told until none is left. In JavaScript, since
// a thread that loads TypeScript loads what strips its types as well: 15 MB each.
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ module: WebAssembly.Module, memory: WebAssembly.Memory }} */
const { module, memory } = workerData;
const kernels = /** @type {import('./kernels.ts').Kernels} */ (
  new WebAssembly.Instance(module, { env: { memory } }).exports
);

parentPort?.on('message', (/** @type {import('./crew-member.ts').MemberJob} */ job) => {
  // Memory that grew while this thread began may not be known to its instance: `memory.copy` of
  // what lies behind the old end then breaks off. Growing by nothing brings the size up to date.
  memory.grow(0);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(workOn(job));
});

/**
 * @param {import('./crew-member.ts').MemberJob} job
 * @returns {import('./crew-member.ts').MemberOutcome}
 */
function workOn({ kernel, parameters, tasks, scratch, control }) {
  for (;;) {
    const task = Atomics.add(control, 0, 1);
    if (task >= tasks || Atomics.load(control, 1) === 1) return { task, status: 0 };
    const status = kernels[kernel](parameters, task, scratch);
    if (status !== 0) {
      Atomics.store(control, 1, 1);
      return { task, status };
    }
  }
}
