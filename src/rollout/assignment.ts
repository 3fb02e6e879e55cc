import type { UserId } from '../domain/ids.ts';
import { hashUnit } from './hash-unit.ts';

/** A way of making lists that users of an experiment may get. */
export interface Arm {
  readonly name: string;
  /** Share of the experiment's users, in [0, 1]. */
  readonly share: number;
  /** Registered version whose lists it gets; absent: the champion's. */
  readonly serves?: string;
}

/**
 * Everything that decides who gets what: with it and a user's id anybody can compute the arm.
 * A record is never changed; another state of an experiment is a record with the next version.
 */
export interface AssignmentRecord {
  readonly experiment: string;
  /** 1, 2, …: a ramp that widens, an override that is added. */
  readonly version: number;
  /** Chosen once for the experiment and kept over its versions. */
  readonly salt: string;
  /**
   * The users who are in it at all: those whose number in the layer lies in [from, to). Experiments
   * of one layer claim ranges that do not meet, so no user is in two of them, and one more takes
   * nobody from another.
   */
  readonly layer: { readonly salt: string; readonly from: number; readonly to: number };
  /** In order: a ramp widens the first at the cost of the last. Shares sum to 1. */
  readonly arms: readonly Arm[];
  /**
   * Absent: by hash. `provider`: somebody else says the arm (`Assigner`), so that all that can
   * be computed from the record is the arms of testers.
   */
  readonly assignedBy?: 'provider';
  /** Arms of testers, whatever the hash says; they count in no evaluation. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** Where a user stands in an experiment. */
export interface Assignment {
  readonly arm: string;
  /** Told, not drawn: whoever evaluates leaves this user out. */
  readonly isOverride: boolean;
}

/**
 * The arm of a user; `null` for one who is not in the experiment, or whose arm the record does not
 * say (`assignedBy`). The same user, the same record,
 * the same arm, for ever and everywhere. Arms are ranges of the user's number in the order of
 * `arms`: while the first widens, nobody leaves it.
 */
export function assign(record: AssignmentRecord, userId: UserId): Assignment | null {
  const told = Object.hasOwn(record.overrides, userId) ? record.overrides[userId] : undefined;
  if (told !== undefined) return { arm: told, isOverride: true };
  if (record.assignedBy === 'provider') return null;
  const { salt, from, to } = record.layer;
  const place = hashUnit(salt, userId);
  if (place < from || place >= to) return null;
  const number = hashUnit(record.salt, userId);
  let below = 0;
  for (const { name, share } of record.arms) {
    below += share;
    if (number < below) return { arm: name, isOverride: false };
  }
  // Shares that sum to 1 in decimals may fall short of it by a rounding.
  return { arm: record.arms.at(-1)!.name, isOverride: false };
}
