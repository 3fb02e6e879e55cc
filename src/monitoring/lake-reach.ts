import { POSTED_PARTITION } from '../events/index.ts';
import {
  eventsPath,
  NO_SETTLEMENTS,
  settledEventsPath,
  settlementsOf,
  type Segment,
  type Settlements,
} from '../ingest/index.ts';
import { sqlPaths } from '../store/index.ts';

/** What says from when to when it has events: a segment or a settlement. */
type Timed = {
  readonly manifest: {
    readonly content: { readonly minTimeMs: number | null; readonly maxTimeMs: number | null };
  };
};

/** Segments that hold an event of [fromMs, toMs). */
export const segmentsWithin = <T extends Timed>(
  segments: readonly T[],
  fromMs: number,
  toMs: number,
): T[] =>
  segments.filter(({ manifest: { content } }) =>
    content.minTimeMs === null || content.maxTimeMs === null
      ? false
      : content.minTimeMs < toMs && content.maxTimeMs >= fromMs,
  );

/**
 * Until when the lake knows what happened: the last event time of the partition that is furthest
 * behind, of those that have events in [fromMs, toMs). `null` when none has. What is posted beside a
 * log may be silent while that goes on, so it counts only where there is nothing else.
 */
export function reachOf(segments: readonly Segment[], fromMs: number, toMs: number): number | null {
  const ends = new Map<string, number>();
  for (const { manifest } of segments) {
    const { source, partition, maxTimeMs } = manifest.content;
    const key = JSON.stringify([source, partition]);
    if (maxTimeMs !== null) ends.set(key, Math.max(ends.get(key) ?? -Infinity, maxTimeMs));
  }
  const places = segmentsWithin(segments, fromMs, toMs).map(({ manifest: { content } }) => content);
  const ofLogs = places.filter(({ partition }) => partition !== POSTED_PARTITION);
  const within = (ofLogs.length > 0 ? ofLogs : places).map(({ source, partition }) =>
    JSON.stringify([source, partition]),
  );
  return within.length === 0 ? null : Math.min(...within.map((key) => ends.get(key)!));
}

/** The accepted events of [fromMs, toMs) as a relation, those that settling added among them. */
export function eventsWithin(
  segments: readonly Segment[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  settlements: Settlements = NO_SETTLEMENTS,
): string {
  const paths = [
    ...segmentsWithin(segments, fromMs, toMs).map(eventsPath),
    ...segmentsWithin(settlementsOf(segments, settlements), fromMs, toMs).map(settledEventsPath),
  ];
  if (paths.length === 0) return NO_EVENTS;
  return `(SELECT * FROM read_parquet(${sqlPaths(paths)}) WHERE time_ms >= ${fromMs} AND time_ms < ${toMs})`;
}

const NO_EVENTS = `(SELECT NULL::VARCHAR AS kind, NULL::BIGINT AS time_ms, NULL::INTEGER AS time_nanos,
  NULL::VARCHAR AS user_id, NULL::VARCHAR AS item_id, NULL::INTEGER AS minute, NULL::DOUBLE AS rating,
  NULL::VARCHAR AS host, NULL::INTEGER AS status, NULL::VARCHAR[] AS item_ids,
  NULL::VARCHAR AS error_text, NULL::INTEGER AS latency_ms, NULL::BIGINT AS position,
  NULL::INTEGER AS watched_minutes WHERE false)`;
