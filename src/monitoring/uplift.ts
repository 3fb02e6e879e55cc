import { momentsOf } from '../math/arm-difference.ts';
import { cuped } from '../math/cuped.ts';
import { meanOf, standardErrorOf } from '../math/moments.ts';
import { studentQuantile } from '../math/student-quantile.ts';
import { welchInterval } from '../math/welch-interval.ts';
import { rounded } from './ratio.ts';
import type { ReportInterval } from './report-parts.ts';
import type { Uplift } from './worth-schema.ts';

/** With fewer users an arm has no mean to speak of. */
export const LEAST_ARM_USERS = 30;

/** What the users of an arm did in a window; the columns run parallel, an entry a user. */
export interface ArmOutcomes {
  /** Minutes of film watched in the window, from lists or not. */
  readonly minutes: Float64Array;
  /** Minutes credited to the lists of the window. */
  readonly credited: Float64Array;
  /** Minutes watched a day before the experiment; NaN for a user who was not there. */
  readonly before: Float64Array;
}

/** Figures of an uplift, apart from the window that they are of. */
export type UpliftFigures = Omit<Uplift, 'fromDay' | 'toDay' | 'days' | 'leftOut'>;

/**
 * What personal lists were worth: minutes of film per user-day, personal minus not personal. Every
 * user who asked in the window counts on every day of it, in the arm that was drawn. The unit of
 * chance is the user, so the interval is Welch's on user means, after CUPED where there are days
 * before the experiment.
 */
export function upliftOf(
  personal: ArmOutcomes,
  notPersonal: ArmOutcomes,
  days: number,
): UpliftFigures {
  const arms = [personal, notPersonal].map(({ minutes }) => perDay(minutes, days));
  const [some, few] = [arms[0]!, arms[1]!];
  const told = { personal: armOf(some), notPersonal: armOf(few) };
  const creditedMinutes = personal.credited.reduce((sum, minutes) => sum + minutes, 0);
  const tooFew = Math.min(some.length, few.length) < LEAST_ARM_USERS;
  if (tooFew)
    return {
      ...told,
      minutesPerUserDay: null,
      method: null,
      anyway: { creditedMinutes, share: null },
      note: `There are ${some.length} users with personal and ${few.length} with other lists; from ${LEAST_ARM_USERS} in each on the difference is told.`,
    };
  const before = Float64Array.from([...personal.before, ...notPersonal.before]);
  const isKnown = before.some((minutes) => minutes > 0);
  const adjusted = isKnown ? cuped(Float64Array.from([...some, ...few]), before) : null;
  const [y1, y0] = adjusted === null ? [some, few] : parted(adjusted, some.length);
  return {
    ...told,
    minutesPerUserDay: roundedInterval(welchInterval(momentsOf(y1), momentsOf(y0))),
    method: adjusted === null ? 'welch' : 'welch-cuped',
    anyway: { creditedMinutes, share: anywayOf(y1, y0, perDay(personal.credited, days)) },
    note:
      creditedMinutes === 0 ? 'Nothing was credited, so nothing can have happened anyway.' : null,
  };
}

/**
 * Of the minutes credited to personal lists, the share that would have been watched without:
 *
 *     1 − Δ / c̄        Δ = ȳ₁ − ȳ₀, c̄ = credited minutes per user-day of the personal arm
 *
 * with the interval of the delta method: a user of the personal arm counts (yᵤ − R·cᵤ)/c̄ with
 * R = Δ/c̄, one of the other arm yᵤ/c̄.
 */
function anywayOf(y1: Float64Array, y0: Float64Array, credited: Float64Array): ReportInterval {
  const mean = meanOf(credited);
  if (mean === 0) return null;
  const ratio = (meanOf(y1) - meanOf(y0)) / mean;
  const some = y1.map((minutes, user) => (minutes - ratio * credited[user]!) / mean);
  const few = y0.map((minutes) => minutes / mean);
  const { low, high } = welchInterval(momentsOf(some), momentsOf(few));
  const half = (high - low) / 2;
  return roundedInterval({ mean: 1 - ratio, low: 1 - ratio - half, high: 1 - ratio + half });
}

const perDay = (minutes: Float64Array, days: number): Float64Array =>
  minutes.map((value) => value / days);

const parted = (values: Float64Array, at: number): [Float64Array, Float64Array] => [
  values.subarray(0, at),
  values.subarray(at),
];

function armOf(minutes: Float64Array): Uplift['personal'] {
  const users = minutes.length;
  if (users < 2) return { users, minutesPerUserDay: null };
  const mean = meanOf(minutes);
  const half = studentQuantile(0.975, users - 1) * standardErrorOf(minutes);
  return {
    users,
    minutesPerUserDay: roundedInterval({ mean, low: mean - half, high: mean + half }),
  };
}

/** An interval to nine decimals; `null` where it has no bounds. */
export function roundedInterval(interval: NonNullable<ReportInterval>): ReportInterval {
  const { mean, low, high } = interval;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  return { mean: rounded(mean), low: rounded(low), high: rounded(high) };
}
