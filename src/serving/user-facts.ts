import type { User } from '../domain/catalogue-records.ts';
import type { UserId } from '../domain/ids.ts';

/** Port: what the catalogue says of users. Looked up in memory, for every request. */
export interface UserFactsSource {
  /** `null` for a user the catalogue does not know. */
  factsOf(userId: UserId): User | null;
}
