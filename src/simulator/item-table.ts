/** Most genres and faces one item has; rows of `genres` and `faces` are that wide. */
export const GENRE_SLOTS = 4;
export const FACE_SLOTS = 3;
/** Fills unused slots of an item's genres, companies and faces. */
export const NO_GENRE = 255;
export const NO_COMPANY = 65_535;

/** The catalogue as columns; row = item index. What no API tells is marked hidden. */
export interface ItemTable {
  readonly count: number;
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly originalTitles: readonly string[];
  readonly companies: readonly string[];
  readonly collections: readonly string[];
  /** Release year; 0 when unknown. */
  readonly years: Uint16Array;
  /** Day of the year of the release, 0-based. */
  readonly releaseDays: Uint16Array;
  /** Minutes; 0 when unknown to the API. */
  readonly runtimes: Uint16Array;
  /** Row of LANGUAGES. */
  readonly languages: Uint8Array;
  /** GENRE_SLOTS wide, rows of GENRES, NO_GENRE where unused. */
  readonly genres: Uint8Array;
  /** Row of `companies`, NO_COMPANY when there is none. */
  readonly company: Uint16Array;
  /** Row of `collections`, -1 when there is none. */
  readonly collection: Int32Array;
  /** 1-based place in the collection. */
  readonly part: Uint8Array;
  /** Next part of the collection, -1 when there is none. */
  readonly sequel: Int32Array;
  /** Hidden: FACE_SLOTS wide, who plays in it. */
  readonly faces: Uint16Array;
  /** Hidden: how good it is to everybody, about standard normal. */
  readonly quality: Float32Array;
  /** Hidden: how well known it is before anybody watches it here, > 0. */
  readonly fame: Float64Array;
  /** Milliseconds since the epoch from which it can be watched; -Infinity for all but launches. */
  readonly launchMs: Float64Array;
}
