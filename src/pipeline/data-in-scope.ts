import { join } from 'node:path';
import type { Snapshot } from '../catalogue/index.ts';
import {
  eventsPath,
  settledEventsPath,
  settledLedger,
  settlementsOf,
  type Segment,
  type Settlements,
} from '../ingest/index.ts';
import type { DataInScope, JudgedDay } from '../quality/index.ts';
import type { Tables } from '../store/index.ts';
import { quarantinedOf, repairedOf } from './set-aside.ts';

const DAY_MS = 86_400_000;
/** Days before the judged one whose volume a contract may compare with. */
const HISTORY_DAYS = 61;

/** What is to be checked. */
export interface ScopeRequest {
  readonly tables: Tables;
  /** Live segments of the lake. */
  readonly segments: readonly Segment[];
  /** What settling added to them. */
  readonly settlements: Settlements;
  readonly snapshot: Snapshot | null;
  /** `YYYY-MM-DD`; `null` for everything. */
  readonly day: string | null;
  /** Events after this instant do not count; `null` for all. */
  readonly asOfMs: number | null;
  readonly nowMs: number;
}

/**
 * The files, spans and counts that the contracts are held against. With a day, segments that hold
 * lines of it; damaged lines carry no reliable time, so the ledger is that of these segments.
 */
export async function dataInScope(request: ScopeRequest): Promise<DataInScope> {
  const { tables, segments, settlements, snapshot, day, asOfMs, nowMs } = request;
  const startMs = day === null ? null : Date.parse(`${day}T00:00:00Z`);
  const span = spanOf(startMs, asOfMs);
  const scoped = span === null ? segments : within(segments, span.fromMs, span.toMs);
  const reachMs = Math.min(reachOf(segments), asOfMs === null ? Infinity : asOfMs + 1);
  const judgedDay = judgedDayOf(segments, { startMs, reachMs });
  const lasts = scoped.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
  const firsts = segments.flatMap(({ manifest }) => manifest.content.minTimeMs ?? []);
  const history =
    judgedDay === null
      ? []
      : within(segments, judgedDay.startMs - HISTORY_DAYS * DAY_MS, judgedDay.startMs + DAY_MS);
  return {
    tables,
    nowMs,
    events: {
      files: filesOf(scoped, settlements),
      historyFiles: filesOf(history, settlements),
      span,
      firstMs: firsts.length === 0 ? null : Math.min(...firsts),
      newestMs:
        lasts.length === 0 ? null : Math.min(Math.max(...lasts), (span?.toMs ?? Infinity) - 1),
      judgedDay,
      ledger: settledLedger(scoped, settlements),
      quarantined: await quarantinedOf(tables, scoped, settlements),
      repaired: await repairedOf(tables, scoped, settlements),
    },
    users: catalogueTable(snapshot, 'users'),
    movies: catalogueTable(snapshot, 'items'),
  };
}

function spanOf(startMs: number | null, asOfMs: number | null): DataInScope['events']['span'] {
  if (startMs === null && asOfMs === null) return null;
  const toMs = Math.min(
    startMs === null ? Infinity : startMs + DAY_MS,
    asOfMs === null ? Infinity : asOfMs + 1,
  );
  return { fromMs: startMs ?? -DAY_MS * 365_000, toMs };
}

const within = (segments: readonly Segment[], fromMs: number, toMs: number): Segment[] =>
  segments.filter(({ manifest: { content } }) =>
    content.minTimeMs === null || content.maxTimeMs === null
      ? false
      : content.minTimeMs < toMs && content.maxTimeMs >= fromMs,
  );

/** Segments without an accepted event have an empty file; it says nothing and is not read. */
const filesOf = (segments: readonly Segment[], settlements: Settlements): string[] => [
  ...segments.filter(hasEvents).map(eventsPath),
  ...settlementsOf(segments, settlements).filter(hasEvents).map(settledEventsPath),
];

const hasEvents = (part: {
  readonly manifest: { readonly content: { readonly maxTimeMs: number | null } };
}): boolean => part.manifest.content.maxTimeMs !== null;

/**
 * Until when the log is known: of a source, up to the partition that is furthest behind; of
 * several sources, the one that is furthest ahead.
 */
function reachOf(segments: readonly Segment[]): number {
  const ends = new Map<string, Map<number, number>>();
  for (const { manifest } of segments) {
    const { source, partition, maxTimeMs } = manifest.content;
    if (maxTimeMs === null) continue;
    const partitions = ends.get(source) ?? new Map<number, number>();
    partitions.set(partition, Math.max(partitions.get(partition) ?? -Infinity, maxTimeMs));
    ends.set(source, partitions);
  }
  return Math.max(...[...ends.values()].map((partitions) => Math.min(...partitions.values())));
}

/** The day that was asked for, or the newest one; `null` while it is not over. */
function judgedDayOf(
  segments: readonly Segment[],
  { startMs, reachMs }: { readonly startMs: number | null; readonly reachMs: number },
): JudgedDay | null {
  if (!Number.isFinite(reachMs)) return null;
  const newest = Math.floor(reachMs / DAY_MS) * DAY_MS - DAY_MS;
  const start = startMs ?? newest;
  if (start > newest || within(segments, start, start + DAY_MS).length === 0) return null;
  return { day: new Date(start).toISOString().slice(0, 10), startMs: start };
}

function catalogueTable(snapshot: Snapshot | null, kind: 'users' | 'items'): DataInScope['users'] {
  if (snapshot === null) return null;
  const { userCount, itemCount, knownFromMs } = snapshot.manifest.content;
  if ((kind === 'users' ? userCount : itemCount) === 0) return null;
  return { file: join(snapshot.folder, `${kind}.parquet`), knownFromMs };
}
