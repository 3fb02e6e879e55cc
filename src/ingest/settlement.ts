import { join } from 'node:path';
import type { Ledger } from '../domain/ledger.ts';
import { addLedgers, EMPTY_LEDGER } from '../domain/ledger.ts';
import type { Artifact, ArtifactStore } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { eventsPath, SEGMENT_FILES } from './segment-files.ts';

/**
 * What a settlement says of itself: the quarantined and pending lines of one closed segment judged
 * again, a pure function of the segment, the decoder and the catalogue. Files as a segment's:
 * `events.parquet` and `repairs.parquet` with what is usable now, `quarantine.parquet` and
 * `pending.parquet` with all that is still not.
 */
export type SettlementContent = {
  /** Id of the segment. */
  readonly segment: string;
  readonly decoder: string;
  readonly catalogueId: string | null;
  /** Where all lines of the segment went, those that it had settled itself among them. */
  readonly ledger: { readonly [K in keyof Ledger]: Ledger[K] };
  /** Lines that became usable. */
  readonly settled: number;
  readonly rowsHash: string;
  readonly quarantineHash: string;
  readonly pendingHash: string;
  /** Event time of the newly accepted events; `null` when there are none. */
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
};

export type Settlement = Artifact<SettlementContent>;

/** The settlement that counts of each segment, by the segment's id. */
export type Settlements = ReadonlyMap<string, Settlement>;

/** No segment was settled. */
export const NO_SETTLEMENTS: Settlements = new Map();

/** The newest settlement of each segment. */
export async function newestSettlements(artifacts: ArtifactStore): Promise<Settlements> {
  const newest = new Map<string, Settlement>();
  for (const settlement of await artifacts.list<SettlementContent>('settlement')) {
    const { segment } = settlement.manifest.content;
    const other = newest.get(segment);
    if (other === undefined || settledAt(other) < settledAt(settlement))
      newest.set(segment, settlement);
  }
  return newest;
}

/** Settlements in the order in which they were made; ties by id. */
const settledAt = ({ id, manifest }: Settlement): string =>
  `${String(manifest.info['settledAt'] ?? '')} ${id}`;

/** Where all lines of some disjoint segments are now. */
export const settledLedger = (segments: readonly Segment[], settlements: Settlements): Ledger =>
  segments.reduce(
    (sum, { id, manifest }) =>
      addLedgers(sum, (settlements.get(id) ?? { manifest }).manifest.content.ledger),
    EMPTY_LEDGER,
  );

/** The settlements of some segments, in the segments' order. */
export const settlementsOf = (
  segments: readonly Pick<Segment, 'id'>[],
  settlements: Settlements,
): Settlement[] => segments.flatMap(({ id }) => settlements.get(id) ?? []);

/** Files of accepted events: those of the segments and those that settling added. */
export const eventFiles = (
  segments: readonly Segment[],
  settlements: Settlements,
): readonly string[] => [
  ...segments.map(eventsPath),
  ...settlementsOf(segments, settlements)
    .filter(({ manifest }) => manifest.content.settled > 0)
    .map(settledEventsPath),
];

/** Where the newly accepted events of a settlement lie. */
export const settledEventsPath = ({ folder }: Pick<Settlement, 'folder'>): string =>
  join(folder, SEGMENT_FILES.events);

/** Where the lines of some segments lie that are set aside or wait now, one file a segment. */
export const unsettledFiles = (
  segments: readonly Segment[],
  settlements: Settlements,
  file: 'quarantine' | 'pending',
): { readonly path: string; readonly segment: Segment }[] =>
  segments.flatMap((segment) => {
    const { folder, manifest } = settlements.get(segment.id) ?? segment;
    const { quarantined, pending } = manifest.content.ledger;
    const any = file === 'pending' ? pending > 0 : Object.keys(quarantined).length > 0;
    return any ? [{ path: join(folder, SEGMENT_FILES[file]), segment }] : [];
  });
