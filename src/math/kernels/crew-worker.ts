/** A thread of a crew: takes tasks of the kernel it is told until none is left. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { MemberJob, MemberOutcome } from './crew-member.ts';
import { instantiate } from './kernels.ts';

const { module, memory } = workerData as {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
};
const kernels = instantiate(module, memory);

const port: MessagePort = parentPort!;
port.on('message', (job: MemberJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage(workOn(job));
});

function workOn({ kernel, parameters, tasks, scratch, control }: MemberJob): MemberOutcome {
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
