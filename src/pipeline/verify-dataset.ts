import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotContent } from '../catalogue/index.ts';
import { buildDataset, type DatasetContent, type LineRange } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import { SILENT } from '../domain/progress.ts';
import type { LineDecoder } from '../events/index.ts';
import {
  archivedBlocks,
  eventsPath,
  liveSegments,
  newestSettlements,
  settledLedger,
  type Segment,
} from '../ingest/index.ts';
import { openHome, type ArtifactStore, type Home } from '../store/index.ts';
import { settleAgain } from './settle-again.ts';
import { judgeAgain, namedSnapshot, type JudgingPorts } from './judge-again.ts';

/** The ports verification works on. */
export interface VerifyPorts extends JudgingPorts {
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
    const settlements = await settleAgain(ports, clean, content.settlements ?? []);
    const { dataset: rebuilt } = await buildDataset(clean, {
      settlements,
      segments: segments.map((segment) => ({
        id: segment.id,
        eventsPath: eventsPath(segment),
        lines: linesOf(segment),
      })),
      catalogue:
        content.catalogue === null
          ? null
          : await ports.artifacts.load<SnapshotContent>('catalogue', content.catalogue),
      asOfMs: content.asOfMs,
      parameters: content.parameters,
      ...(content.contract === undefined
        ? {}
        : {
            contract: {
              hash: content.contract.hash,
              ledger: settledLedger(segments, await newestSettlements(clean.artifacts)),
            },
          }),
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

/** Judges the archived lines of a range anew, as each segment of them was judged. */
async function ingestAgain(
  ports: VerifyPorts,
  clean: JudgingPorts,
  lines: LineRange,
): Promise<void> {
  const segments = (await liveSegments(ports.artifacts)).filter(({ manifest: { content } }) =>
    overlaps(content, lines),
  );
  for (const segment of segments) await ports.artifacts.requireIntact(segment);
  ports.progress.say(`Judging lines ${lines.from} to ${lines.to - 1} of ${lines.source} anew.`);
  await judgeAgain(
    { ...clean, ...cutAs(segments) },
    {
      lines,
      segments,
      blocksOf: (segment) => archivedBlocks(ports.tables, segment),
      decoderOf: ports.decoderOf,
      snapshotOf: namedSnapshot(ports.artifacts),
    },
  );
}

/**
 * Offsets of a full segment, so that the segments come out cut as they were: settlements name them.
 * Nothing where none is full.
 */
function cutAs(segments: readonly Segment[]): { readonly segmentLines?: number } {
  const full = segments.find(({ manifest }) => manifest.content.closed)?.manifest.content;
  if (full === undefined) return {};
  const length = full.to - full.from;
  const sizes = [1, 10, 100].map((leaves) => leaves * full.leafLines);
  const segmentLines = sizes.find((size) => size >= length && full.to % size === 0);
  return segmentLines === undefined ? {} : { segmentLines };
}

const overlaps = (a: LineRange, b: LineRange): boolean =>
  a.source === b.source && a.partition === b.partition && a.from < b.to && b.from < a.to;
