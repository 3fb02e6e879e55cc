import { fileSource } from '../../src/adapters/index.ts';
import type { Installation } from '../../src/compose.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder, type EventSource } from '../../src/events/index.ts';
import { ingest, type IngestOptions, type IngestResult } from '../../src/ingest/index.ts';

/** Ingests a file as the command does, in small segments: 400 lines, leaves of 4. */
export const ingestFile = (
  installation: Installation,
  path: string,
  options: Partial<IngestOptions> = {},
): Promise<IngestResult> => ingestSource(installation, fileSource(path), options);

/** The same with any source. */
export const ingestSource = (
  installation: Installation,
  source: EventSource,
  options: Partial<IngestOptions> = {},
): Promise<IngestResult> =>
  ingest({
    ...installation,
    source,
    decoder: movielogDecoder,
    catalogue: null,
    progress: SILENT,
    follow: false,
    stop: new AbortController().signal,
    segmentLines: 400,
    ...options,
  });

/** What a rebuild must bring out again: ranges, ledgers and hashes, without the disk's part. */
export const contentsOf = ({ segments }: IngestResult): unknown[] =>
  segments.map(({ id, manifest }) => ({ id, ...manifest.content }));
