import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue, type Snapshot, type SnapshotContent } from '../catalogue/index.ts';
import { buildDataset, type DatasetContent, type LineRange } from '../datasets/index.ts';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import { SILENT, type Progress } from '../domain/progress.ts';
import type { EventSource, LineDecoder } from '../events/index.ts';
import { archivedBlocks, ingest, liveSegments, type Segment } from '../ingest/index.ts';
import { openHome, type ArtifactStore, type Home, type Tables } from '../store/index.ts';

/** The ports verification works on. */
export interface VerifyPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly progress: Progress;
  /** The decoder of the name that a segment carries. */
  readonly decoderOf: (name: string) => LineDecoder;
  /** Opens a store in the clean folder. */
  readonly openArtifacts: (home: Home) => ArtifactStore;
}

/**
 * Rebuilds a dataset in a clean folder from nothing but the archived lines and the catalogue
 * snapshots: every line is decoded and judged anew, the tables are folded anew, and the id must
 * come out the same. The dataset's own bytes are checked first.
 *
 * @throws DataError `ARTIFACT_CORRUPT`, `NOT_REPRODUCED`; NotFoundError `ARTIFACT_MISSING`
 */
export async function verifyDataset(
  ports: VerifyPorts,
  id: string,
): Promise<{ readonly id: string; readonly lines: number }> {
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', id);
  await ports.artifacts.requireIntact(dataset);
  const { content } = dataset.manifest;
  const folder = mkdtempSync(join(ports.home.temporary, `verify-${process.pid}-`));
  try {
    const home = openHome(folder);
    const clean = { ...ports, home, artifacts: ports.openArtifacts(home), progress: SILENT };
    for (const lines of content.lines) await ingestAgain(ports, clean, lines);
    const segments = await liveSegments(clean.artifacts);
    const { dataset: rebuilt } = await buildDataset(clean, {
      segments: segments.map((segment) => ({ ...segment, lines: linesOf(segment) })),
      catalogue:
        content.catalogue === null
          ? null
          : await ports.artifacts.load<SnapshotContent>('catalogue', content.catalogue),
      asOfMs: content.asOfMs,
      parameters: content.parameters,
    });
    if (rebuilt.id !== dataset.id)
      throw errorOf('NOT_REPRODUCED', { id: dataset.id, found: rebuilt.id });
    return {
      id: dataset.id,
      lines: content.lines.reduce((sum, { from, to }) => sum + to - from, 0),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const linesOf = ({ manifest: { content } }: Segment): LineRange => ({
  source: content.source,
  partition: content.partition,
  from: content.from,
  to: content.to,
});

/**
 * Reads the archived lines of a range into the clean home, with the decoder and the catalogue
 * snapshot that each segment was judged with.
 */
async function ingestAgain(
  ports: VerifyPorts,
  clean: VerifyPorts,
  lines: LineRange,
): Promise<void> {
  const segments = (await liveSegments(ports.artifacts)).filter(({ manifest: { content } }) =>
    overlaps(content, lines),
  );
  for (const segment of segments) {
    const { decoder, catalogueId } = segment.manifest.content;
    await ports.artifacts.requireIntact(segment);
    ports.progress.say(
      `Decoding lines ${segment.manifest.content.from} and on of ${lines.source} anew.`,
    );
    await ingest({
      ...clean,
      source: archivedSource(segments, lines, segment.manifest.content.to),
      decoder: ports.decoderOf(decoder),
      catalogue: catalogueId === null ? null : await catalogue(ports, catalogueId),
      follow: false,
      stop: new AbortController().signal,
    });
  }
}

const overlaps = (a: LineRange, b: LineRange): boolean =>
  a.source === b.source && a.partition === b.partition && a.from < b.to && b.from < a.to;

async function catalogue({ artifacts, tables }: VerifyPorts, id: string) {
  const snapshot: Snapshot = await artifacts.load<SnapshotContent>('catalogue', id);
  return loadCatalogue(tables, snapshot);
}

/** The archived lines of some segments, up to an offset, as the source they once came from. */
function archivedSource(segments: readonly Segment[], lines: LineRange, end: number): EventSource {
  const last = Math.min(end, lines.to);
  const identity = segments[0]?.manifest.content.identity;
  return {
    name: lines.source,
    ...(identity === undefined ? {} : { identity }),
    partitions: async () => [lines.partition],
    beginning: { isAsked: false, offsetOf: async () => lines.from },
    read: async function* (_partition, fromOffset) {
      for (const segment of segments) {
        const { from, to } = segment.manifest.content;
        if (to <= fromOffset || from >= last) continue;
        const wanted = { from: Math.max(from, fromOffset), to: Math.min(to, last) };
        yield* await archivedBlocks(segment, wanted);
      }
    },
  };
}
