import type { UserId } from '../domain/ids.ts';
import {
  assign,
  assignmentsOf,
  HOLDOUT,
  runningExperiments,
  variantOf,
  type AssignmentRecord,
} from '../rollout/index.ts';
import type { ServingPorts } from './serving-ports.ts';

/** Which way of making lists a user gets. */
export interface ServedVariant {
  /** `<experiment>@<version>:<arm>`, as receipts have it. */
  readonly label: string;
  /** `champion`; `none` for lists that are not personal; else the version in the champion's place. */
  readonly serves: string;
}

/** Port: which way of making lists a user gets. Computed in memory, for every request. */
export interface VariantSource {
  /** `null` for a user who is in no experiment. */
  variantOf(userId: UserId): ServedVariant | null;
}

/** The experiments as the metadata have them, renewed when asked to. */
export interface FollowedVariants extends VariantSource {
  /** Takes up what runs at this moment. */
  refresh(): Promise<void>;
}

/**
 * Goes by the holdout first: whose lists are not personal is in no other experiment. Then the first
 * running experiment that has the user decides. An experiment one of whose versions cannot be served
 * has nobody, of no arm, until it can. Nobody is in any before the first refresh.
 *
 * @param isLoaded whether the model of a version can be asked
 */
export function followVariants(
  ports: Pick<ServingPorts, 'metadata'>,
  isLoaded: (version: string) => boolean,
): FollowedVariants {
  let holdout: AssignmentRecord | null = null;
  let experiments: readonly AssignmentRecord[] = [];
  const isServable = ({ arms }: AssignmentRecord): boolean =>
    arms.every(({ serves }) => serves === undefined || isLoaded(serves));
  return {
    variantOf: (userId) => {
      const held = holdout === null ? null : variantOf(holdout, userId);
      if (held?.arm === 'not-personal') return { label: held.label, serves: 'none' };
      for (const record of experiments) {
        const variant = isServable(record) ? variantIn(record, userId) : null;
        if (variant !== null) return variant;
      }
      return held === null ? null : { label: held.label, serves: 'champion' };
    },
    refresh: async () => {
      holdout = (await assignmentsOf(ports, HOLDOUT)).at(-1)?.record ?? null;
      experiments = (await runningExperiments(ports)).flatMap(({ record }) => record ?? []);
    },
  };
}

function variantIn(record: AssignmentRecord, userId: UserId): ServedVariant | null {
  const assigned = assign(record, userId);
  if (assigned === null) return null;
  const { arm } = assigned;
  const serves = record.arms.find(({ name }) => name === arm)?.serves ?? 'champion';
  return { label: `${record.experiment}@${record.version}:${arm}`, serves };
}
