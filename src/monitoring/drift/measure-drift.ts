import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { currentSnapshot, type Snapshot, type SnapshotContent } from '../../catalogue/index.ts';
import type { Finding } from '../../domain/finding.ts';
import { hashOf, type Home } from '../../store/index.ts';
import { eventsWithin, segmentsWithin } from '../lake-reach.ts';
import type { MeasuredLake, ReportSources } from '../measure-day.ts';
import { settlementsOf } from '../../ingest/index.ts';
import { reportWindow } from '../report-window.ts';
import type { ReportContent } from '../report.ts';
import { loadProfile, pairsPath, saveProfile, type DayProfile } from './day-profile.ts';
import { brokenQuality, catalogueChange } from './drift-causes.ts';
import type { Drift } from './drift-schema.ts';
import { FALSE_ALARM_RATE, judgeDrift } from './judge-drift.ts';
import { measureColumns } from './measure-profile.ts';
import { daysBefore, likeDays } from './reference-days.ts';
import { LEAST_DAYS } from './test-column.ts';

/** Today's taste is held against that of so many days before. */
const TASTE_DAYS = 7;

/** What of the report the drift section is joined with. */
export interface DayFacts {
  readonly day: string;
  readonly findings: readonly Finding[];
  readonly champion: ReportContent['champion'];
  /** user_id, time_ms, tier, score of the answers that have a receipt; `null` where none has. */
  readonly receipts: string | null;
}

/**
 * Holds a day against the days before it. Days are counted once and kept: `reports/profiles/`.
 */
export async function measureDrift(
  sources: ReportSources,
  lake: Pick<MeasuredLake, 'segments' | 'settlements'>,
  facts: DayFacts,
): Promise<Drift> {
  const { day } = facts;
  const before: DayProfile[] = [];
  // The oldest first: a day is counted with what was watched on the days before it.
  for (const earlier of daysBefore(day).reverse()) {
    const known = await profileOf(sources, lake, { day: earlier, receipts: null });
    if (known !== null) before.unshift(known);
  }
  const profile = await profileOf(sources, lake, { day, receipts: facts.receipts });
  if (profile === null) return nothing('No line of the day could be used.');
  const cameWith = {
    quality: [] as string[],
    release: releaseOf(facts.champion),
    catalogue: await catalogueChange(sources, before[0]?.catalogueId ?? null, profile.catalogueId),
  };
  const { days, dayType } = likeDays(
    day,
    before.map((known) => known.day),
  );
  if (before.length < LEAST_DAYS)
    return {
      ...nothing(
        `There are ${before.length} days before this one to compare with; ${LEAST_DAYS} are needed.`,
      ),
      cameWith,
      referenceDays: days.toReversed(),
    };
  const reference = before.filter((known) => days.includes(known.day));
  const judged = judgeDrift(profile, reference);
  if (judged.drifted.length > 0)
    cameWith.quality = await brokenQuality(sources, day, facts.findings);
  return {
    referenceDays: days.toReversed(),
    dayType,
    falseAlarmRate: FALSE_ALARM_RATE,
    note: NOTE,
    ...judged,
    cameWith,
    blocksTraining:
      cameWith.quality.length > 0 &&
      judged.drifted.some(({ group, severity }) => group === 'inputs' && severity === 'severe'),
  };
}

const NOTE = `Each column is held against an average day of the reference. What distance is usual comes from drawing the days of the reference again, by groups of users, at the size of this day; p-values are corrected over the columns. A day like those before it is told to have drifted with a chance of at most ${FALSE_ALARM_RATE * 100} %.`;

const nothing = (note: string): Drift => ({
  referenceDays: [],
  dayType: 'any day',
  falseAlarmRate: FALSE_ALARM_RATE,
  note,
  columns: [],
  drifted: [],
  cameWith: { quality: [], release: null, catalogue: null },
  blocksTraining: false,
});

const releaseOf = ({ changes }: ReportContent['champion']): string | null =>
  changes.length === 0
    ? null
    : changes
        .map(({ to, action, at }) => `${to} (${action}, ${at.slice(0, 16).replace('T', ' ')} UTC)`)
        .join('; ');

/**
 * The profile of a day, counted anew where lines came since; `null` for a day without lines. A day
 * keeps the snapshot that it was first counted with, so that a catalogue that breaks later does not
 * change what the days before it were like; and what its receipts told while they were at hand.
 */
async function profileOf(
  sources: ReportSources,
  { segments, settlements }: Pick<MeasuredLake, 'segments' | 'settlements'>,
  { day, receipts }: { readonly day: string; readonly receipts: string | null },
): Promise<DayProfile | null> {
  const { startMs, endMs } = reportWindow(day)!;
  const within = segmentsWithin(segments, startMs, endMs);
  const settled = segmentsWithin(settlementsOf(segments, settlements), startMs, endMs);
  if (within.length + settled.length === 0) return null;
  const lines = hashOf([...within, ...settled].map(({ id }) => id).sort());
  const known = loadProfile(sources.home, day);
  const hasReceipts = known?.columns['tiers'] !== undefined;
  if (known !== null && known.lines === lines && (receipts === null || hasReceipts)) return known;
  const snapshot = await snapshotFor(sources, known);
  mkdirSync(join(sources.home.reports, 'profiles'), { recursive: true });
  const source = {
    dayEvents: eventsWithin(segments, { fromMs: startMs, toMs: endMs }, settlements),
    startMs,
    prefix: `drift_${day.replaceAll('-', '')}`,
    ...pathsOf(snapshot),
    pastPairs: pastPairs(sources.home, day),
    receipts,
  };
  const counted = await measureColumns(sources.tables, source, pairsPath(sources.home, day));
  if (counted.users === 0) return null;
  const kept = receipts === null && known !== null ? known.columns : {};
  const profile: DayProfile = {
    format: 1,
    day,
    lines,
    catalogueId: snapshot?.id ?? null,
    users: counted.users,
    columns: { ...kept, ...counted.columns },
  };
  saveProfile(sources.home, profile);
  return profile;
}

/** What was watched on the days just before; `null` unless all of them are known. */
function pastPairs(home: Home, day: string): string[] | null {
  const paths = daysBefore(day)
    .slice(0, TASTE_DAYS)
    .map((earlier) => pairsPath(home, earlier));
  return paths.every((path) => existsSync(path)) ? paths.reverse() : null;
}

async function snapshotFor(
  { home, artifacts }: ReportSources,
  known: DayProfile | null,
): Promise<Snapshot | null> {
  const current = await currentSnapshot(home, artifacts);
  if (known?.catalogueId == null || known.catalogueId === current?.id) return current;
  const kept = (await artifacts.list<SnapshotContent>('catalogue')).find(
    ({ id }) => id === known.catalogueId,
  );
  return kept ?? current;
}

function pathsOf(snapshot: Snapshot | null): {
  readonly itemsPath: string | null;
  readonly usersPath: string | null;
  readonly itemCount: number;
} {
  const { itemCount, userCount } = snapshot?.manifest.content ?? { itemCount: 0, userCount: 0 };
  const path = (count: number, file: string): string | null =>
    snapshot === null || count === 0 ? null : join(snapshot.folder, file);
  return {
    itemsPath: path(itemCount, 'items.parquet'),
    usersPath: path(userCount, 'users.parquet'),
    itemCount,
  };
}
