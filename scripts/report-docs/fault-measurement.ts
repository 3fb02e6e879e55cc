import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInstallation } from '../../src/compose.ts';
import { ledgerOf, liveSegments, SEGMENT_FILES, type Segment } from '../../src/ingest/index.ts';
import type { Ledger } from '../../src/domain/ledger.ts';
import { openHome, sqlPaths, type Tables } from '../../src/store/index.ts';
import type { FaultRecord } from '../../src/simulator/index.ts';

/** Where one line of the log went: a reason of the quarantine, or one of these. */
export type Verdict = 'accepted' | 'duplicate' | (string & {});

/** What an ingestion made of every line of a log of one partition. */
export interface Verdicts {
  readonly ledger: Ledger;
  readonly unverifiedLines: number;
  of(line: number): Verdict;
}

/**
 * Reads back where every line went: accepted and quarantined lines lie in the segments with their
 * position, the rest are duplicates.
 *
 * @throws Error when that is not what the ledger says
 */
export async function verdictsIn(homePath: string): Promise<Verdicts> {
  const installation = await openInstallation(openHome(homePath));
  try {
    const segments = await liveSegments(installation.artifacts);
    const ledger = ledgerOf(segments);
    const accepted = await acceptedLines(installation.tables, segments, ledger.read);
    const quarantined = await quarantinedLines(installation.tables, segments);
    const of = (line: number): Verdict =>
      accepted[line] === 1 ? 'accepted' : (quarantined.get(line) ?? 'duplicate');
    const duplicates = accepted.reduce(
      (sum, flag, line) => sum + (flag === 0 && !quarantined.has(line) ? 1 : 0),
      0,
    );
    if (duplicates !== ledger.duplicate)
      throw new Error(`found ${duplicates} lines left over, expected ${ledger.duplicate}`);
    const unverifiedLines = segments.reduce(
      (sum, { manifest: { content } }) =>
        sum + content.unverifiedItems.lines + content.unverifiedUsers.lines,
      0,
    );
    return { ledger, unverifiedLines, of };
  } finally {
    await installation.close();
  }
}

const pathsOf = (segments: readonly Segment[], file: keyof typeof SEGMENT_FILES): string =>
  sqlPaths(segments.map(({ folder }) => join(folder, SEGMENT_FILES[file])));

async function acceptedLines(
  tables: Tables,
  segments: readonly Segment[],
  lineCount: number,
): Promise<Uint8Array> {
  const flags = new Uint8Array(lineCount);
  await tables.columns(
    `SELECT position FROM read_parquet(${pathsOf(segments, 'events')})`,
    ([positions]) => {
      for (const position of positions!) flags[position as number] = 1;
    },
  );
  return flags;
}

async function quarantinedLines(
  tables: Tables,
  segments: readonly Segment[],
): Promise<Map<number, string>> {
  const rows = await tables.rows<{ position: number; reason: string }>(
    `SELECT position, reason FROM read_parquet(${pathsOf(segments, 'quarantine')})`,
  );
  return new Map(rows.map(({ position, reason }) => [position, reason]));
}

/** The faults that the simulator put into its log. */
export const readTruth = (path: string): FaultRecord[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FaultRecord);
