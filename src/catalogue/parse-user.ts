import type { User } from '../domain/catalogue-records.ts';
import { userId } from '../domain/ids.ts';
import { isDigits } from '../events/index.ts';
import { unusable, type Parsed } from './parsed.ts';

/** The fields of a user as text, whatever they came in. */
export interface UserFields {
  readonly userId: string;
  readonly age: string;
  readonly occupation: string;
  readonly gender: string;
}

const MAX_AGE = 130;

/** Reads a user. Only the id is needed; another field that makes no sense counts as not said. */
export function parseUser(fields: UserFields): Parsed<User> {
  const id = fields.userId.trim();
  if (!isDigits(id, 0, id.length)) return unusable(`no user id: ${id.slice(0, 60)}`);
  const age = /^\d{1,3}$/.test(fields.age.trim()) ? Number(fields.age) : null;
  const occupation = fields.occupation.trim();
  const gender = fields.gender.trim();
  const value: User = {
    userId: userId(id),
    age: age !== null && age <= MAX_AGE ? age : null,
    gender: gender === 'M' || gender === 'F' ? gender : null,
    occupation: occupation === '' || occupation === 'null' ? null : occupation,
  };
  return { ok: true, value };
}
