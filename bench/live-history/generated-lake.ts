import { join } from 'node:path';
import type { Installation } from '../../src/compose.ts';
import { EMPTY_LEDGER } from '../../src/domain/ledger.ts';
import { EVENT_COLUMNS, SEGMENT_FILES, type SegmentContent } from '../../src/ingest/index.ts';
import { sqlString } from '../../src/store/index.ts';

/** A lake as large as it is asked for. */
export interface GeneratedLake {
  readonly source: string;
  readonly users: number;
  readonly watchesPerUser: number;
  readonly items: number;
  /** Lines of a segment. */
  readonly segmentLines: number;
}

/** Instant of the first line. */
const START_MS = Date.UTC(2026, 0, 1);

/**
 * Commits segments whose lines are watches told at once, 100 ms apart, of users and items drawn by a
 * hash: what a lake with so many histories looks like, without a simulation of months.
 */
export async function commitGeneratedLake(
  { artifacts, tables }: Installation,
  { source, users, watchesPerUser, items, segmentLines }: GeneratedLake,
): Promise<void> {
  const lines = users * watchesPerUser;
  for (let from = 0; from < lines; from += segmentLines) {
    const to = Math.min(lines, from + segmentLines);
    const draft = await artifacts.draft('segment');
    await tables.run(`COPY (${events({ from, to, users, items })})
      TO ${sqlString(join(draft.folder, SEGMENT_FILES.events))} (FORMAT parquet, COMPRESSION zstd)`);
    await draft.commit(contentOf(source, from, to) as SegmentContent, {});
  }
}

/** Rows of `events.parquet`. Items are popular by the square of a uniform draw. */
const events = (of: { from: number; to: number; users: number; items: number }): string =>
  `
  SELECT ${Object.entries(EVENT_COLUMNS)
    .map(([name, type]) => `CAST(${EXPRESSIONS[name] ?? 'NULL'} AS ${type}) AS ${name}`)
    .join(', ')}
  FROM (SELECT range AS position, hash(range) AS h, hash(range, 1) AS g FROM range(${of.from}, ${of.to}))`
    .replaceAll('$users', String(of.users))
    .replaceAll('$items', String(of.items));

const EXPRESSIONS: Readonly<Record<string, string>> = {
  kind: "'watch'",
  time_ms: `${START_MS} + position * 100`,
  time_nanos: '0',
  user_id: 'h % $users + 1',
  item_id:
    "'movie+number+' || CAST(floor(pow((g % 1000003) / 1000003.0, 2) * $items) AS INTEGER) || '+2001'",
  minute: 'g % 120',
  watched_minutes: 'g % 120 + 1',
  position: 'position',
};

const contentOf = (source: string, from: number, to: number): SegmentContent => {
  const hash = `${from}-${to}`;
  const none = { lines: 0, examples: [] };
  return {
    source,
    partition: 0,
    decoder: 'movielog/2',
    from,
    to,
    closed: true,
    catalogueId: null,
    ledger: {
      ...EMPTY_LEDGER,
      read: to - from,
      accepted: { ...EMPTY_LEDGER.accepted, watch: to - from },
    },
    unverifiedItems: none,
    unverifiedUsers: none,
    leafLines: 8192,
    rowsHash: hash,
    quarantineHash: hash,
    pendingHash: hash,
    linesHash: hash,
    minTimeMs: START_MS + from * 100,
    maxTimeMs: START_MS + (to - 1) * 100,
    lateDays: {},
  };
};
