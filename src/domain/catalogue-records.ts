import type { ItemId, UserId } from './ids.ts';

/** An item as the catalogue describes it. `null` means that the catalogue does not say. */
export interface Item {
  readonly itemId: ItemId;
  readonly title: string;
  readonly genres: readonly string[];
  /** Minutes, > 0. */
  readonly runtimeMinutes: number | null;
  readonly releaseYear: number | null;
  /** ISO 639-1, lower case. */
  readonly language: string | null;
  /** Name of the series the item belongs to. */
  readonly collection: string | null;
  /** `YYYY-MM-DD`. Absent where nobody asked for it, as the two below. */
  readonly releaseDate?: string | null;
  readonly productionCompanies?: readonly string[];
  /** What one view costs the service, in its own unit (newer installations). */
  readonly licenceCost?: number | null;
}

/** A user as the user API describes them. `null` means that it does not say. */
export interface User {
  readonly userId: UserId;
  readonly age: number | null;
  readonly gender: 'M' | 'F' | null;
  readonly occupation: string | null;
}
