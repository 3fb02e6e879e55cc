import type { UserId } from '../domain/ids.ts';
import {
  assign,
  assignmentsOf,
  HOLDOUT,
  runningExperiments,
  variantLabel,
  variantOf,
  type Assigner,
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

/** Port: which way of making lists a user gets. Read at every request. */
export interface VariantSource {
  /**
   * `null` for a user who is in no experiment. A promise where somebody else assigns: it settles in
   * bounded time and never rejects.
   */
  variantOf(userId: UserId): ServedVariant | null | Promise<ServedVariant | null>;
}

/** The experiments as the metadata have them, renewed when asked to. */
export interface FollowedVariants extends VariantSource {
  /** Takes up what runs at this moment. */
  refresh(): Promise<void>;
  /** What keeps experiments from having anybody, in sentences. */
  troubles(): readonly string[];
}

/** Who says what the records do not. */
export interface VariantParts {
  /** Whether the model of a version can be asked. */
  readonly isLoaded: (version: string) => boolean;
  /** `null` where there is none: experiments that it would assign have nobody. */
  readonly assigner: Assigner | null;
}

/**
 * Goes by the holdout first: whose lists are not personal is in no other experiment. Then the first
 * running experiment that has the user decides, those that are assigned by hash before those that
 * somebody else assigns. An experiment one of whose versions cannot be served has nobody, of no arm,
 * until it can. Nobody is in any before the first refresh.
 */
export function followVariants(
  ports: Pick<ServingPorts, 'metadata'>,
  { isLoaded, assigner }: VariantParts,
): FollowedVariants {
  let holdout: AssignmentRecord | null = null;
  let experiments: readonly AssignmentRecord[] = [];
  const isServable = ({ arms }: AssignmentRecord): boolean =>
    arms.every(({ serves }) => serves === undefined || isLoaded(serves));
  return {
    variantOf: (userId) => {
      const held = holdout === null ? null : variantOf(holdout, userId);
      if (held?.arm === 'not-personal') return { label: held.label, serves: 'none' };
      const usual = held === null ? null : { label: held.label, serves: 'champion' };
      const open = experiments.filter(isServable);
      for (const record of open) {
        const arm = assign(record, userId)?.arm;
        if (arm !== undefined) return variantIn(record, arm);
      }
      const asked = assigner === null ? [] : open.filter(isForeign);
      if (asked.length === 0) return usual;
      return foreignVariant(asked, userId, assigner!).then((found) =>
        // Its model may have gone meanwhile.
        found === null || !isServable(found.record) ? usual : variantIn(found.record, found.arm),
      );
    },
    refresh: async () => {
      holdout = (await assignmentsOf(ports, HOLDOUT)).at(-1)?.record ?? null;
      experiments = (await runningExperiments(ports)).flatMap(({ record }) => record ?? []);
    },
    troubles: () => {
      const asked = experiments.filter(isForeign).map(({ experiment }) => experiment);
      if (asked.length === 0) return [];
      if (assigner === null)
        return [`Nobody assigns users to ${asked.join(', ')}: no provider is configured.`];
      const trouble = assigner.trouble();
      return trouble === null ? [] : [trouble];
    },
  };
}

const isForeign = ({ assignedBy }: AssignmentRecord): boolean => assignedBy === 'provider';

interface FoundArm {
  readonly record: AssignmentRecord;
  readonly arm: string;
}

/** The first experiment that somebody else has put the user into; all are asked at once. */
async function foreignVariant(
  records: readonly AssignmentRecord[],
  userId: UserId,
  assigner: Assigner,
): Promise<FoundArm | null> {
  const arms = await Promise.all(records.map((record) => assigner.armOf(record, userId)));
  for (const [at, arm] of arms.entries()) if (arm !== null) return { record: records[at]!, arm };
  return null;
}

const variantIn = (record: AssignmentRecord, arm: string): ServedVariant => ({
  label: variantLabel(record, arm),
  serves: record.arms.find(({ name }) => name === arm)?.serves ?? 'champion',
});
