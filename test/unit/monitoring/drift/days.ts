import { seededRng } from '../../../../src/math/rng.ts';
import {
  BUCKET_COUNT,
  HOUR_COUNT,
  type ColumnProfile,
  type DayProfile,
} from '../../../../src/monitoring/drift/day-profile.ts';

/** How the users of a made-up day behave. */
export interface Behaviour {
  readonly users: number;
  /** Chances of the categories in an hour; each user does three things, in hours of their own. */
  readonly shares: (hour: number) => readonly number[];
  readonly categories: readonly string[];
}

/** A column of a day whose users each do three things. */
export function columnOf(behaviour: Behaviour, seed: number): ColumnProfile {
  const rng = seededRng(seed, 'drift-test');
  const zeros = (rows: number): number[][] =>
    Array.from({ length: rows }, () => behaviour.categories.map(() => 0));
  const [buckets, hours] = [zeros(BUCKET_COUNT), zeros(HOUR_COUNT)];
  for (let user = 0; user < behaviour.users; user++)
    for (let thing = 0; thing < 3; thing++) {
      const hour = rng.integer(HOUR_COUNT);
      let left = rng.uniform();
      const category = behaviour.shares(hour).findIndex((share) => (left -= share) < 0);
      const at = Math.max(0, category);
      buckets[user % BUCKET_COUNT]![at]!++;
      hours[hour]![at]!++;
    }
  return { categories: [...behaviour.categories], buckets, hours };
}

/** A day with one column. @param day counted from 5 January 2026, a Monday */
export const dayWith = (
  field: string,
  behaviour: Behaviour,
  { day, seed }: { readonly day: number; readonly seed: number },
): DayProfile => ({
  format: 1,
  day: new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10),
  lines: '',
  catalogueId: null,
  users: behaviour.users,
  columns: { [field]: columnOf(behaviour, seed) },
});
