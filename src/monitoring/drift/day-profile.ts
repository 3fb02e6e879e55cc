import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably, type Home } from '../../store/index.ts';

/** Groups of users, by hash, in which a day is counted: the unit that is drawn again. */
export const BUCKET_COUNT = 64;
export const HOUR_COUNT = 24;

const row = z.array(z.number().min(0));

const columnProfile = z.strictObject({
  /** Names, or whole numbers as text for a column of places. */
  categories: z.array(z.string()),
  /** Groups of users × categories. */
  buckets: z.array(row).length(BUCKET_COUNT),
  /** Hours of the day (UTC) × categories. */
  hours: z.array(row).length(HOUR_COUNT),
});

const dayProfile = z.strictObject({
  format: z.literal(1),
  day: z.iso.date(),
  /** What it was counted from; a profile of other lines is counted anew. */
  lines: z.string(),
  /** Snapshot that told ages and genres; a day keeps it for good. `null` for none. */
  catalogueId: z.string().nullable(),
  users: z.int().min(0),
  /** By field; what could not be counted is absent. */
  columns: z.record(z.string(), columnProfile),
});

/** How often everything was in one column of a day. */
export type ColumnProfile = Readonly<z.infer<typeof columnProfile>>;
/** A day in counts, small enough to keep: `reports/profiles/<day>.json`. */
export type DayProfile = Readonly<z.infer<typeof dayProfile>>;

const pathOf = (home: Home, day: string): string => join(home.reports, 'profiles', `${day}.json`);

/** Where it is kept who watched what on a day: user_id, item_id. */
export const pairsPath = (home: Home, day: string): string =>
  join(home.reports, 'profiles', `${day}.parquet`);

/** The profile of a day as it was kept; `null` when there is none that can be read. */
export function loadProfile(home: Home, day: string): DayProfile | null {
  const path = pathOf(home, day);
  if (!existsSync(path)) return null;
  try {
    return dayProfile.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** Keeps the profile of a day. @throws UnavailableError `DISK_FULL` */
export function saveProfile(home: Home, profile: DayProfile): void {
  mkdirSync(join(home.reports, 'profiles'), { recursive: true });
  writeFileDurably(pathOf(home, profile.day), `${JSON.stringify(profile)}\n`);
}
