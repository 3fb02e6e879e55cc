export { assign, type Arm, type Assignment, type AssignmentRecord } from './assignment.ts';
export {
  DEFAULT_HOLDOUT_RATE,
  HOLDOUT,
  HOLDOUT_ARMS,
  holdoutRateOf,
  holdoutRecord,
  MAX_HOLDOUT_RATE,
  variantOf,
  type HoldoutArm,
  type Variant,
} from './holdout.ts';
export { assignmentsOf, openHoldout, setHoldout, type KeptAssignment } from './kept-assignments.ts';
