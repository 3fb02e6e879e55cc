import type { User } from '../../domain/catalogue-records.ts';
import { AGE_BANDS, ageBandOf } from '../../features/index.ts';

const GENDERS = ['F', 'M'] as const;
const COLUMNS = GENDERS.length + 1;

/** Segments: every band of age or any age, by either gender or any; the last is everybody. */
export const SEGMENT_COUNT = (AGE_BANDS.length + 1) * COLUMNS;

/**
 * The narrowest segment of a user: band of age × gender; where one of the two is unknown, all
 * users of the other; everybody where both are.
 *
 * @returns 0 … SEGMENT_COUNT − 1
 */
export function segmentOf(user: User | null | undefined): number {
  const [band, gender] = [bandOf(user), genderOf(user)];
  return band * COLUMNS + gender;
}

/** Every segment that a user belongs to, the narrowest first: up to four. */
export function segmentsOf(user: User | null | undefined): readonly number[] {
  const bands = new Set([bandOf(user), AGE_BANDS.length]);
  const genders = new Set([genderOf(user), GENDERS.length]);
  return [...bands].flatMap((band) => [...genders].map((gender) => band * COLUMNS + gender));
}

const bandOf = (user: User | null | undefined): number => {
  const band = AGE_BANDS.indexOf(ageBandOf(user?.age ?? null));
  return band < 0 ? AGE_BANDS.length : band;
};

const genderOf = (user: User | null | undefined): number => {
  const gender = GENDERS.findIndex((name) => name === user?.gender);
  return gender < 0 ? GENDERS.length : gender;
};
