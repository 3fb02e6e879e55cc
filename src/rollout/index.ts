export { assign, type Arm, type Assignment, type AssignmentRecord } from './assignment.ts';
