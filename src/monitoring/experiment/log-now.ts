import {
  liveSegments,
  newestSettlements,
  type Segment,
  type Settlements,
} from '../../ingest/index.ts';
import type { ArtifactStore } from '../../store/index.ts';
import { eventsWithin, reachOf } from '../lake-reach.ts';

const DAY_MS = 86_400_000;

/** The lake as it is at a moment. */
export interface LogNow {
  /** Time of the log up to which everything is known; `null` where the lake is empty. */
  readonly reachMs: number | null;
  /** Tells one state of the lake from another. */
  readonly state: string;
  /** Accepted events of [fromMs, toMs), as a relation. */
  events(fromMs: number, toMs: number): string;
}

/** Reads how far the lake has come: as far as the partition that is furthest behind of the last day. */
export async function logNow(artifacts: ArtifactStore): Promise<LogNow> {
  const segments = await liveSegments(artifacts);
  const settlements = await newestSettlements(artifacts);
  return {
    reachMs: reachNow(segments),
    state: stateOf(segments, settlements),
    events: (fromMs, toMs) => eventsWithin(segments, { fromMs, toMs }, settlements),
  };
}

function reachNow(segments: readonly Segment[]): number | null {
  const last = segments.reduce(
    (most, { manifest }) => Math.max(most, manifest.content.maxTimeMs ?? -Infinity),
    -Infinity,
  );
  return last === -Infinity ? null : reachOf(segments, last - DAY_MS, last + 1);
}

const stateOf = (segments: readonly Segment[], settlements: Settlements): string =>
  [...segments, ...settlements.values()].map(({ id }) => id).join();
