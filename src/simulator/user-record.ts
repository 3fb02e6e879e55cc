import { cumulativeOf, hashNormal, hashUnit, pickCumulative } from './draws.ts';
import { OCCUPATIONS } from './vocabulary.ts';

/** The user API's answer for one user. */
export interface UserRecord {
  readonly user_id: number;
  readonly age: number;
  readonly occupation: string;
  readonly gender: 'M' | 'F';
}

const OCCUPATION_SHARES = cumulativeOf(OCCUPATIONS.map((occupation) => occupation.share));
const MALE_RATE = 0.83;

/** Who a user is, looked up from the seed: nothing is stored. @param userNumber 1, 2, … */
export function userRecordOf(seed: number, userNumber: number): UserRecord {
  const age = ageOf(seed, userNumber);
  const occupation = pickCumulative(OCCUPATION_SHARES, hashUnit(seed, userNumber, 2, 0x55));
  return {
    user_id: userNumber,
    age,
    occupation: plausible(OCCUPATIONS[occupation]!.name, age),
    gender: hashUnit(seed, userNumber, 3, 0x55) < MALE_RATE ? 'M' : 'F',
  };
}

/** 8 … 90 years, half of all between 26 and 32, with a tail of older and younger ones. */
export function ageOf(seed: number, userNumber: number): number {
  const unit = hashUnit(seed, userNumber, 1, 0x55);
  const spread = unit < 0.75 ? 4 : unit < 0.95 ? 7.5 : 17;
  const age = 29 + (unit < 0.95 ? 0 : 6) + spread * hashNormal(seed, userNumber, 1, 0x56);
  return Math.min(90, Math.max(8, Math.round(age)));
}

function plausible(occupation: string, age: number): string {
  if (age < 18) return 'K-12 student';
  return occupation === 'K-12 student' ? 'college/grad student' : occupation;
}
