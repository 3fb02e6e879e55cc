import type { Catalogue } from '../catalogue/index.ts';
import type { Clock } from '../domain/clock.ts';
import type { Finding } from '../domain/finding.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Progress } from '../domain/progress.ts';
import type { EventSource, LineDecoder } from '../events/index.ts';
import { lockRole, type ArtifactStore, type Home, type Tables } from '../store/index.ts';
import { findingsOf } from './findings.ts';
import { ingestPartition } from './ingest-partition.ts';
import { quarantineExamples, type QuarantineExample } from './quarantine-examples.ts';
import { repairExamples, type RepairExample } from './repair-examples.ts';
import { ledgerOf, liveSegments, sortSegments, type Segment } from './segment.ts';

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
  /** Offsets of a full segment, `SEGMENT_LINES` unless given. */
  readonly segmentLines?: number;
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
}

/**
 * Reads a source into committed segments, from where earlier runs came. The only memory of where
 * that is are the segments themselves, so it can be killed at any moment and run again: ledger
 * and hashes come out as if nothing had happened.
 *
 * @throws ConflictError `HOME_LOCKED` while another process ingests into the home;
 *   DataError `FILE_REPLACED`, `SOURCE_GAP`, `FILE_DAMAGED`; UnavailableError `DISK_FULL`;
 *   what the source throws
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const lock = lockRole(options.home, 'ingest');
  try {
    const partitions = await options.source.partitions();
    const segments = await tidySegments(options);
    const counts = await Promise.all(
      partitions.map((partition) =>
        ingestPartition(
          options,
          partition,
          segments.filter(({ manifest }) => manifest.content.partition === partition),
        ),
      ),
    );
    return await resultOf(
      options,
      counts.reduce((sum, n) => sum + n, 0),
    );
  } finally {
    lock.release();
  }
}

const ofSource = ({ source }: IngestOptions, segments: readonly Segment[]): Segment[] =>
  segments.filter(({ manifest }) => manifest.content.source === source.name);

/** Live segments of the source, after removing what a crash left beside them. */
async function tidySegments(options: IngestOptions): Promise<Segment[]> {
  const { live, replaced } = await sortSegments(options.artifacts);
  for (const { id } of ofSource(options, replaced)) await options.artifacts.remove('segment', id);
  return ofSource(options, live);
}

async function resultOf(options: IngestOptions, newLines: number): Promise<IngestResult> {
  const segments = ofSource(options, await liveSegments(options.artifacts));
  const examples = await quarantineExamples(options.tables, segments);
  const repairs = await repairExamples(options.tables, segments);
  return {
    ledger: ledgerOf(segments),
    newLines,
    findings: findingsOf(segments, examples, repairs),
    examples,
    repairs,
    segments,
  };
}
