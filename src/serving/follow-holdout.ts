import type { UserId } from '../domain/ids.ts';
import {
  assignmentsOf,
  HOLDOUT,
  variantOf,
  type AssignmentRecord,
  type Variant,
} from '../rollout/index.ts';
import type { ServingPorts } from './serving-ports.ts';

/** Port: which way of making lists a user gets. Computed in memory, for every request. */
export interface VariantSource {
  /** `null` for a user who is in no experiment. */
  variantOf(userId: UserId): Variant | null;
}

/** The holdout as the metadata have it, renewed when asked to. */
export interface FollowedHoldout extends VariantSource {
  /** Takes up the version of this moment where it is another. */
  refresh(): Promise<void>;
}

/** Nobody is in the experiment before the first refresh. */
export function followHoldout(ports: Pick<ServingPorts, 'metadata'>): FollowedHoldout {
  let record: AssignmentRecord | null = null;
  return {
    variantOf: (userId) => (record === null ? null : variantOf(record, userId)),
    refresh: async () => {
      record = (await assignmentsOf(ports, HOLDOUT)).at(-1)?.record ?? null;
    },
  };
}
