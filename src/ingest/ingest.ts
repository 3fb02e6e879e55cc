import type { Catalogue } from '../catalogue/index.ts';
import type { Clock } from '../domain/clock.ts';
import type { Finding } from '../domain/finding.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Progress } from '../domain/progress.ts';
import type { EventSource, LineDecoder } from '../events/index.ts';
import { joinRole, lockRole, type ArtifactStore, type Home, type Tables } from '../store/index.ts';
import { findingsOf } from './findings.ts';
import { ingestAll, ingestAssigned } from './ingest-assigned.ts';
import { lagBoard, type LagBoard } from './lag-board.ts';
import type { PartitionState } from './partition-state.ts';
import { quarantineExamples, type QuarantineExample } from './quarantine-examples.ts';
import { repairExamples, type RepairExample } from './repair-examples.ts';
import type { Reread } from './reread.ts';
import { liveSegments, type Segment } from './segment.ts';
import { newestSettlements, settledLedger } from './settlement.ts';

/** What an ingestion reads, judges with and writes to. */
export interface IngestOptions {
  readonly source: EventSource;
  readonly decoder: LineDecoder;
  /** `null`: ids are taken as they are. */
  readonly catalogue: Catalogue | null;
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Keep reading a growing source until `stop`; otherwise end where it ends. */
  readonly follow: boolean;
  readonly stop: AbortSignal;
  /** Lines that were found to be those of another file when they were first read, or `null` for
   *  none; without it a file that was never read is compared with the others in the lake. */
  readonly reread?: Reread | null;
  /** Offsets of a full segment, `SEGMENT_LINES` unless given. */
  readonly segmentLines?: number;
  /** Hears of a partition whenever something came of it. */
  readonly onPartition?: (state: PartitionState) => void;
}

/** What the home holds of a source after an ingestion. */
export interface IngestResult {
  /** Over everything ever read from the source, this run or before. */
  readonly ledger: Ledger;
  /** Lines that this run read for the first time. */
  readonly newLines: number;
  readonly findings: readonly Finding[];
  readonly examples: readonly QuarantineExample[];
  readonly repairs: readonly RepairExample[];
  readonly segments: readonly Segment[];
  /** The partitions that this run read, in order. */
  readonly partitions: readonly PartitionState[];
}

/**
 * Reads a source into committed segments, from where earlier runs came. The only memory of where
 * that is are the segments themselves, so it can be killed at any moment and run again: ledger
 * and hashes come out as if nothing had happened.
 *
 * Members of one group on one source may do so at once, each with the partitions that it is
 * given; a partition is read under a lock of its own.
 *
 * @throws ConflictError `HOME_LOCKED` while somebody else ingests into the home, or does not let
 *   go of a partition; DataError `FILE_REPLACED`, `TOPIC_REPLACED`, `SOURCE_GAP`, `FILE_DAMAGED`;
 *   UnavailableError `DISK_FULL`; what the source throws
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { home, source, follow } = options;
  const { group } = source;
  const lock =
    group === undefined
      ? lockRole(home, 'ingest')
      : joinRole(home, 'ingest', `${source.name} ${group.name}`);
  const board = lagBoard(home, source.name, options.clock);
  const told = { ...options, onPartition: noting(options, board) };
  try {
    const partitions =
      group !== undefined && follow
        ? await ingestAssigned(told, group, board)
        : await ingestAll(told, await source.partitions());
    return await resultOf(options, partitions);
  } finally {
    board.close();
    lock.release();
  }
}

const noting =
  ({ onPartition }: IngestOptions, board: LagBoard) =>
  (state: PartitionState): void => {
    board.note(state);
    onPartition?.(state);
  };

async function resultOf(
  { source, artifacts, tables }: IngestOptions,
  partitions: readonly PartitionState[],
): Promise<IngestResult> {
  const segments = (await liveSegments(artifacts)).filter(
    ({ manifest }) => manifest.content.source === source.name,
  );
  const settlements = await newestSettlements(artifacts);
  const examples = await quarantineExamples(tables, segments, settlements);
  const repairs = await repairExamples(tables, segments, settlements);
  return {
    ledger: settledLedger(segments, settlements),
    newLines: partitions.reduce((sum, { newLines }) => sum + newLines, 0),
    findings: findingsOf(segments, settlements, { examples, repairs }),
    examples,
    repairs,
    segments,
    partitions,
  };
}
