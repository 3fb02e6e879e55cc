import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../catalogue/index.ts';
import { errorOf } from '../../domain/errors.ts';
import { SILENT } from '../../domain/progress.ts';
import type { EventSource, LineDecoder } from '../../events/index.ts';
import { liveAmong, liveSegments, type Segment, type SegmentContent } from '../../ingest/index.ts';
import { judgeAgain, namedSnapshot, type JudgingPorts } from '../../pipeline/index.ts';
import { lockRole, markHome, openHome, type ArtifactStore, type Home } from '../../store/index.ts';
import { compareLakes, type LakeComparison } from './compare-lakes.ts';
import { blocksWithin, soundLines } from './sound-lines.ts';
import { swapSegments, type SwapResult } from './swap-segments.ts';

/** What a rebuild works on. */
export interface RebuildOptions extends JudgingPorts {
  readonly decoderOf: (name: string) => LineDecoder;
  /** Opens a store in the folder beside. */
  readonly openArtifacts: (home: Home) => ArtifactStore;
  /** Where lines are read whose archive is damaged; `null` for nowhere. */
  readonly source: EventSource | null;
  /** Judge everything with this catalogue; `undefined`: each segment as it was judged. */
  readonly judgeWith: Snapshot | null | undefined;
}

/** How the new lake compares with the old one, and what became of that. */
export interface RebuildResult extends LakeComparison, SwapResult {
  /** Segments whose lines came from the source, not from the archive. */
  readonly fromSourceCount: number;
}

/**
 * Makes the lake anew beside the old one from nothing but raw lines, compares the two, and puts the
 * new segments in the place of those that differ or are damaged. What is replaced is set aside, not
 * removed. A home of an older format is one of this version afterwards.
 *
 * @throws ConflictError `HOME_LOCKED` while somebody ingests; DataError `LINES_LOST`, after which
 *   the old lake is as it was; UnavailableError `DISK_FULL`, likewise
 */
export async function rebuildLake(options: RebuildOptions): Promise<RebuildResult> {
  const { home, artifacts } = options;
  const lock = lockRole(home, 'ingest');
  const folder = mkdtempSync(join(home.temporary, `rebuild-${process.pid}-`));
  try {
    const examined = await artifacts.examine<SegmentContent>('segment');
    const old = liveAmong(examined.flatMap(({ artifact }) => artifact ?? []));
    const beside = openHome(folder);
    const clean = { ...options, home: beside, artifacts: options.openArtifacts(beside) };
    const fromSourceCount = await judgeAll(options, { ...clean, progress: SILENT }, old);
    const comparison = compareLakes(old, await liveSegments(clean.artifacts));
    const damagedIds = examined.filter(({ damage }) => damage !== null).map(({ id }) => id);
    const swapped = await swapSegments(artifacts, comparison, damagedIds);
    markHome(home);
    return { ...comparison, ...swapped, fromSourceCount };
  } finally {
    await rm(folder, { recursive: true, force: true });
    lock.release();
  }
}

/** @returns how many segments came from the source */
async function judgeAll(
  options: RebuildOptions,
  clean: JudgingPorts,
  old: readonly Segment[],
): Promise<number> {
  const { source, judgeWith, progress } = options;
  const fromSource = new Set<string>();
  let done = 0;
  for (const segments of logsOf(old)) {
    const { source: name, partition, from } = segments[0]!.manifest.content;
    const readable = source?.name === name ? source : null;
    requireReadableHoles(segments, readable);
    await judgeAgain(clean, {
      // Before the first segment there may have been another.
      lines: {
        source: name,
        partition,
        from: readable === null ? from : 0,
        to: segments.at(-1)!.manifest.content.to,
      },
      segments,
      ...(readable === null
        ? {}
        : { linesBetween: (from, to) => blocksWithin(readable, { partition, from, to }) }),
      blocksOf: async (segment) => {
        const lines = await soundLines(options.tables, segment, source);
        if (lines.from === 'source') fromSource.add(segment.id);
        return lines.blocks;
      },
      decoderOf: options.decoderOf,
      snapshotOf: async (segment) => {
        progress.update({ task: 'rebuild', done: done++, total: old.length, unit: 'segments' });
        return judgeWith === undefined ? namedSnapshot(options.artifacts)(segment) : judgeWith;
      },
    });
  }
  return fromSource.size;
}

/** @throws DataError `LINES_LOST` for a hole between two segments that no source can fill */
function requireReadableHoles(segments: readonly Segment[], source: EventSource | null): void {
  if (source !== null) return;
  for (const [index, { manifest }] of segments.entries()) {
    const reached = segments[index - 1]?.manifest.content.to ?? manifest.content.from;
    const { from, source: name } = manifest.content;
    if (from > reached)
      throw errorOf('LINES_LOST', {
        source: name,
        from: reached,
        to: from,
        found: 'no segment with a readable manifest',
      });
  }
}

/** Segments of one partition together, in order. */
function logsOf(segments: readonly Segment[]): Segment[][] {
  const logs: Segment[][] = [];
  for (const segment of segments) {
    const last = logs.at(-1);
    const [a, b] = [last?.[0]?.manifest.content, segment.manifest.content];
    if (last !== undefined && a?.source === b.source && a.partition === b.partition)
      last.push(segment);
    else logs.push([segment]);
  }
  return logs;
}
