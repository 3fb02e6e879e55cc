/** A thread of a crew: takes tasks of the kernel it is told until none is left. */
import { parentPort, workerData } from 'node:worker_threads';
import type { MemberJob, MemberOutcome } from './crew-member.ts';
import { instantiate } from './kernels.ts';

const { module, memory } = workerData as {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
};
const kernels = instantiate(module, memory);

parentPort!.on('message', (job: MemberJob) => parentPort!.postMessage(workOn(job)));

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
