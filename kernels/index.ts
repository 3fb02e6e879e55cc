/**
 * Every kernel has one form: `(parameters, task, scratch) → status`. `parameters` points to the
 * class of the kernel's file; tasks of one kernel are independent of each other; `scratch` belongs
 * to the caller's thread alone; status 0 means done unless the kernel says otherwise.
 */
export { gram } from './gram/gram';
export { rotate } from './rotate/rotate';
export { solveRows } from './half-step/half-step';
export { solveLockstep } from './half-step/lockstep';
export { loss } from './loss/loss';
export { foldIn } from './fold-in/fold-in';
export { topK } from './top-k/top-k';
export { scores } from './top-k/scores';
export { coOccurrence } from './linear/co-occurrence';
export {
  updateColumn,
  factorDiagonal,
  solveColumn,
  copyRow,
  invertRow,
  multiplyRow,
  finishRow,
} from './linear/invert';
