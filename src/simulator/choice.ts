import { hashGumbel } from './draws.ts';

/** One thing a viewer may do now. */
export interface Option {
  readonly item: number;
  /** 1-based place on the list; 0 when the viewer found it themselves. */
  readonly position: number;
  /** Logits: appeal and how easily it is noticed. */
  readonly utility: number;
  /** Expected minutes if it is chosen. */
  readonly minutes: number;
}

/** What the viewer did: an option, or `null` for going away. */
export type Choice = Option | null;

/** Logits lost by place on a list: the second half of it is hardly looked at. */
export const positionBias = (position: number): number => -0.75 * Math.log2(position);

/** Logits of going away without watching anything. */
export const LEAVE_UTILITY = 1;
const LEAVE_KEY = 0xffff_ffff;

/**
 * The choice among options and going away, by multinomial logit with the taste shocks of one
 * visit. The shocks belong to (visit, movie), so that the same visit with another list is decided
 * by the same shocks: lists can be compared pair by pair.
 */
export function chooseAmong(options: readonly Option[], visitKey: number): Choice {
  let best: Choice = null;
  let most = LEAVE_UTILITY + hashGumbel(visitKey, LEAVE_KEY, 1);
  for (const option of options) {
    const felt = option.utility + hashGumbel(visitKey, option.item, 2);
    if (felt > most) [best, most] = [option, felt];
  }
  return best;
}

/** Expected minutes of a visit, in all and on movies taken from the list. */
export interface Worth {
  readonly minutes: number;
  readonly fromList: number;
}

/**
 * What options are worth: Σ P(option) · minutes(option), P the logit probabilities behind
 * `chooseAmong`, taste shocks averaged out.
 */
export function worthOf(options: readonly Option[]): Worth {
  let total = Math.exp(LEAVE_UTILITY);
  let [minutes, fromList] = [0, 0];
  for (const option of options) {
    const weight = Math.exp(option.utility);
    total += weight;
    minutes += weight * option.minutes;
    if (option.position > 0) fromList += weight * option.minutes;
  }
  return { minutes: minutes / total, fromList: fromList / total };
}
