import type { UserId } from '../domain/ids.ts';
import { assign, type AssignmentRecord } from './assignment.ts';
import { variantLabel } from './variant-label.ts';

/** Name of the experiment that never ends: some users get lists that are not personal. */
export const HOLDOUT = 'holdout';

/** The arms, the one that is drawn for few first, so that a larger share keeps who is in it. */
export const HOLDOUT_ARMS = ['not-personal', 'personal'] as const;
export type HoldoutArm = (typeof HOLDOUT_ARMS)[number];

/** Share of users who get lists that are not personal where nobody says otherwise. */
export const DEFAULT_HOLDOUT_RATE = 0.02;
/** Beyond it lists that are not personal would be the rule. */
export const MAX_HOLDOUT_RATE = 0.5;

/** What an experiment says of one request. */
export interface Variant {
  /** `<experiment>@<version>:<arm>`, as receipts have it. */
  readonly label: string;
  readonly arm: HoldoutArm;
}

/** The record of a holdout. @param rate share of users whose lists are not personal, in [0, 1] */
export function holdoutRecord(of: {
  readonly version: number;
  readonly salt: string;
  readonly rate: number;
}): AssignmentRecord {
  const [notPersonal, personal] = HOLDOUT_ARMS;
  return {
    experiment: HOLDOUT,
    version: of.version,
    salt: of.salt,
    layer: { salt: `${of.salt}-layer`, from: 0, to: 1 },
    arms: [
      { name: notPersonal, share: of.rate },
      { name: personal, share: 1 - of.rate },
    ],
    overrides: {},
  };
}

/** Share of users whose lists are not personal. */
export const holdoutRateOf = ({ arms }: AssignmentRecord): number =>
  arms.find(({ name }) => name === HOLDOUT_ARMS[0])?.share ?? 0;

/** The variant that a user gets; `null` for one who is not in the experiment. */
export function variantOf(record: AssignmentRecord, userId: UserId): Variant | null {
  const arm = HOLDOUT_ARMS.find((name) => name === assign(record, userId)?.arm);
  if (arm === undefined) return null;
  return { label: variantLabel(record, arm), arm };
}
