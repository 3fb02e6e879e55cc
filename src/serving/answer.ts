import type { ItemId } from '../domain/ids.ts';
import type { Exposure, Receipt, Tier } from '../domain/receipt.ts';
import type { ServedModel } from './served-model.ts';
import type { Violation } from './stages/guard.ts';

/** Something that failed while an answer was made, and did not keep it from being made. */
export interface ServingFailure {
  readonly role: 'champion' | 'further' | 'baseline' | 'history' | 'recommender';
  /**
   * `threw`; `late`: not finished at the deadline; `no-scores`: scored nothing with a number;
   * `resting`: was not asked, because it was late too often; `shed`: too many were waiting.
   */
  readonly reason: 'threw' | 'late' | 'no-scores' | 'resting' | 'shed';
  /** What was thrown, in words; empty for the other reasons. */
  readonly message: string;
}

/** A list, the record of it, and what was noticed while it was made. */
export interface Answer {
  /** Best first; at most as many as asked for. Empty only when there is nothing at all to show. */
  readonly exposures: readonly Exposure[];
  /** Tier that each exposure came from, parallel to `exposures`: refilled places differ from `tier`. */
  readonly tiers: readonly Tier[];
  /** Tier of the best source that contributed to the list. */
  readonly tier: Tier;
  /** The model of that tier; `null` for the constant one. */
  readonly model: ServedModel | null;
  readonly receipt: Receipt;
  readonly violations: Readonly<Record<Violation, number>>;
  readonly failures: readonly ServingFailure[];
  /**
   * The items of the history that contributed most to each exposure, most first; parallel to
   * `exposures`. Absent where nobody asked; empty where a place does not come from the history.
   */
  readonly because?: readonly (readonly ItemId[])[];
  /** What is to be called once the answer has left, and not before. Absent: nothing. */
  readonly afterwards?: () => void;
}

/** Places that another tier than the answer's filled. */
export const refilledPlaces = ({ tier, tiers }: Pick<Answer, 'tier' | 'tiers'>): number =>
  tiers.filter((other) => other !== tier).length;
