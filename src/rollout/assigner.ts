import type { UserId } from '../domain/ids.ts';
import type { AssignmentRecord } from './assignment.ts';

/** What became of the questions that were asked of an assigner, since it was opened. */
export interface AssignerCounts {
  /** It named an arm, or nothing for the user. */
  readonly arm: number;
  readonly none: number;
  /** It did not answer in time; it failed; it named an arm that the experiment does not have. */
  readonly late: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Port: somebody else who says which arm of an experiment a user is in, such as a flag service. */
export interface Assigner {
  /**
   * The arm; `null` for a user who is in none, and whenever there is no answer that can be used: in
   * bounded time, and never a rejection.
   */
  armOf(record: AssignmentRecord, userId: UserId): Promise<string | null>;
  counts(): AssignerCounts;
  /** Why the last question had no answer that can be used; `null` when it had one. */
  trouble(): string | null;
  close(): Promise<void>;
}
