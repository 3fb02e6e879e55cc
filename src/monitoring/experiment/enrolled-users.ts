import { userId } from '../../domain/ids.ts';
import {
  assign,
  type AssignmentRecord,
  type ExperimentArm,
  EXPERIMENT_ARMS,
} from '../../rollout/index.ts';
import type { Tables } from '../../store/index.ts';

/** Who got a list of the step. */
export interface EnrolledUsers {
  /** By arm, as it was recorded with the first list; testers are not among them. */
  readonly counts: Readonly<Record<ExperimentArm, number>>;
  /** Arms of those whose outcome counts. */
  readonly arms: ReadonlyMap<string, ExperimentArm>;
  readonly leftOut: { readonly testers: number; readonly otherArm: number };
}

/**
 * Reads who got lists of which arm and holds it against what the records say, where they say it.
 *
 * @param receipts relation: user_id, at_ms, arm
 * @param records versions of the step's record; they differ in nothing but the testers
 * @param known arms that the record gives, kept from one look to the next
 */
export async function enrolledUsers(
  tables: Tables,
  receipts: string,
  {
    records,
    known,
  }: { readonly records: readonly AssignmentRecord[]; readonly known: Map<string, string | null> },
): Promise<EnrolledUsers> {
  const testers = new Set(records.flatMap(({ overrides }) => Object.keys(overrides)));
  const record = { ...records.at(-1)!, overrides: {} };
  const isOther = (user: string, arm: string): boolean =>
    record.assignedBy === undefined && armOf(user) !== arm;
  const armOf = (user: string): string | null => {
    const before = known.get(user);
    if (before !== undefined) return before;
    const arm = assign(record, userId(user))?.arm ?? null;
    known.set(user, arm);
    return arm;
  };
  const counts = { control: 0, treatment: 0 };
  const leftOut = { testers: 0, otherArm: 0 };
  const arms = new Map<string, ExperimentArm>();
  await tables.columns(
    `SELECT user_id, arg_min(arm, at_ms), min(arm) <> max(arm) FROM ${receipts} GROUP BY user_id`,
    ([users, first, changed], rowCount) => {
      for (let row = 0; row < rowCount; row++) {
        const user = users![row] as string;
        const arm = EXPERIMENT_ARMS.find((name) => name === first![row]);
        if (testers.has(user)) leftOut.testers++;
        else if (arm !== undefined) {
          counts[arm]++;
          if (changed![row] === true || isOther(user, arm)) leftOut.otherArm++;
          else arms.set(user, arm);
        }
      }
    },
  );
  return { counts, arms, leftOut };
}
