import { join } from 'node:path';
import type { Snapshot } from '../catalogue/index.ts';
import type { User } from '../domain/catalogue-records.ts';
import type { UserId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { idNumbers } from './id-numbers.ts';

/** Port: what the catalogue says of users. Looked up in memory, for every request. */
export interface UserFactsSource {
  /** `null` for a user whom the catalogue does not know. */
  factsOf(userId: UserId): User | null;
}

/** Knows nobody. */
export const NO_USER_FACTS: UserFactsSource = { factsOf: () => null };

const GENDERS = [null, 'M', 'F'] as const;
/** Stands for an age that is not known. */
const NO_AGE = -1;

/**
 * Reads the users of a snapshot: 5 bytes a user beside the table of ids. A `null` in the answer means
 * that the catalogue does not say.
 */
export async function loadUserFacts(tables: Tables, snapshot: Snapshot): Promise<UserFactsSource> {
  const { userCount } = snapshot.manifest.content;
  if (userCount === 0) return NO_USER_FACTS;
  const ids = idNumbers();
  const ages = new Int16Array(userCount);
  const genders = new Uint8Array(userCount);
  const jobs = new Uint16Array(userCount);
  const jobNumbers = new Map<string | null, number>([[null, 0]]);
  const path = sqlString(join(snapshot.folder, 'users.parquet'));
  await tables.columns(
    `SELECT user_id, coalesce(age, ${NO_AGE}), gender, occupation FROM read_parquet(${path})`,
    ([userIds, userAges, userGenders, userJobs]) => {
      for (const [row, id] of userIds!.entries()) {
        const user = ids.add(id as string);
        const job = userJobs![row] as string | null;
        if (!jobNumbers.has(job) && jobNumbers.size < 65_536) jobNumbers.set(job, jobNumbers.size);
        ages[user] = userAges![row] as number;
        genders[user] = Math.max(0, GENDERS.indexOf(userGenders![row] as User['gender']));
        jobs[user] = jobNumbers.get(job) ?? 0;
      }
    },
  );
  const occupations = [...jobNumbers.keys()];
  return {
    factsOf: (userId) => {
      const user = ids.find(userId);
      if (user < 0) return null;
      const age = ages[user]!;
      return {
        userId,
        age: age === NO_AGE ? null : age,
        gender: GENDERS[genders[user]!] ?? null,
        occupation: occupations[jobs[user]!] ?? null,
      };
    },
  };
}
