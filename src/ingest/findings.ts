import type { Finding } from '../domain/finding.ts';
import { QUARANTINE_REASONS, type QuarantineReason } from '../events/index.ts';
import { addLateDays, type LateDays } from '../quality/index.ts';
import type { QuarantineExample } from './quarantine-examples.ts';
import type { RepairExample } from './repair-examples.ts';
import { settledLedger, type Settlements } from './settlement.ts';
import { type Segment, type SegmentContent, type Unverified } from './segment.ts';
import { joined } from './segment-content.ts';

/** What there is to say about the lines of some segments, beyond their ledger. */
export function findingsOf(
  segments: readonly Segment[],
  settlements: Settlements,
  {
    examples,
    repairs,
  }: { examples: readonly QuarantineExample[]; repairs: readonly RepairExample[] },
): Finding[] {
  const contents = segments.map(({ manifest }) => manifest.content);
  const ledger = settledLedger(segments, settlements);
  return [
    ...lostLines(contents),
    ...late(contents),
    ...rereadLines(contents),
    ...repeats(contents),
    ...withoutCatalogue(contents),
    ...unverified('item', joined(contents.map((content) => content.unverifiedItems))),
    ...unverified('user', joined(contents.map((content) => content.unverifiedUsers))),
    ...doubtfulMinutes(joined(contents.flatMap((content) => content.unverifiedMinutes ?? []))),
    ...repaired(ledger.repaired, repairs),
    ...waiting(ledger.pending),
    ...quarantined(ledger.quarantined, examples),
  ];
}

/** Lines under another name: the file, or its beginning, was in the lake already. */
function rereadLines(contents: readonly SegmentContent[]): Finding[] {
  const again = contents.flatMap(({ source, rereadOf }) =>
    rereadOf === undefined ? [] : [{ source, of: rereadOf.source }],
  );
  const count = rereadCount(contents);
  const last = again.at(-1);
  if (last === undefined) return [];
  return [
    {
      check: 'reread-file',
      severity: 'warn',
      message: `${last.source} is the same as ${last.of} up to line ${count}: those lines count as duplicates, and nothing of them is used again.`,
      count,
      examples: [last.of],
    },
  ];
}

const rereadCount = (contents: readonly SegmentContent[]): number =>
  contents.reduce((sum, { rereadOf }) => sum + (rereadOf?.lines ?? 0), 0);

/** Lines that came twice from the source itself. */
function repeats(contents: readonly SegmentContent[]): Finding[] {
  const duplicates = contents.reduce((sum, { ledger }) => sum + ledger.duplicate, 0);
  const count = duplicates - rereadCount(contents);
  if (count === 0) return [];
  return [
    {
      check: 'repeated',
      severity: 'note',
      message: `${count} lines are, byte for byte, lines of the 24 hours before: each is used once.`,
      count,
      examples: [],
    },
  ];
}

/** Lines that the source deleted before they were read: nobody can say what they were. */
function lostLines(contents: readonly SegmentContent[]): Finding[] {
  const gaps = contents.flatMap(({ partition, lost = [] }) =>
    lost.map(({ from, to }) => ({ partition, from, to })),
  );
  const count = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  if (count === 0) return [];
  return [
    {
      check: 'lost-to-retention',
      severity: 'warn',
      message: `${count} lines were deleted by the source before they were read: they are in no segment. Give the topic a longer retention, or ingest more often.`,
      count,
      examples: gaps
        .slice(0, LOST_EXAMPLES)
        .map(({ partition, from, to }) => `partition ${partition}, offsets ${from} to ${to - 1}`),
    },
  ];
}

const LOST_EXAMPLES = 5;

/** Lines that belong to a day that was over for their partition. */
function late(contents: readonly SegmentContent[]): Finding[] {
  const days = Object.entries(
    contents.filter(isLog).reduce<LateDays>((sum, { lateDays }) => addLateDays(sum, lateDays), {}),
  );
  if (days.length === 0) return [];
  const count = days.reduce((sum, [, lines]) => sum + lines, 0);
  return [
    {
      check: 'late-lines',
      severity: 'note',
      message: `${count} lines came after the first line of a later day; the reports of the days that they belong to are made anew.`,
      count,
      examples: days.slice(-LATE_EXAMPLES).map(([day, lines]) => `${day}: ${lines}`),
    },
  ];
}

const LATE_EXAMPLES = 7;

/** A data set lies in the order of its users. */
const isLog = ({ source }: SegmentContent): boolean => !source.startsWith('movielens:');

function withoutCatalogue(contents: readonly SegmentContent[]): Finding[] {
  const unchecked = contents.filter((content) => content.catalogueId === null);
  const count = unchecked.reduce((sum, { ledger }) => sum + ledger.read, 0);
  if (count === 0) return [];
  return [
    {
      check: 'no-catalogue',
      severity: 'note',
      message: `${count} lines were read without a catalogue: movie and user ids are taken as they are.`,
      count,
      examples: [],
    },
  ];
}

function unverified(
  what: 'item' | 'user',
  { lines, examples }: { lines: number; examples: readonly string[] },
): Finding[] {
  if (lines === 0) return [];
  const word = what === 'item' ? 'movie' : 'user';
  return [
    {
      check: `unverified-${what}`,
      severity: 'warn',
      message: `${lines} lines name a ${word} that the catalogue lacks; it is not declared complete, so they are accepted.`,
      count: lines,
      examples,
    },
  ];
}

function doubtfulMinutes({ lines, examples }: Unverified): Finding[] {
  if (lines === 0) return [];
  return [
    {
      check: 'unverified-minute',
      severity: 'warn',
      message: `${lines} lines name a minute behind the end of the movie; the catalogue is not declared complete and may know another cut, so they are accepted.`,
      count: lines,
      examples,
    },
  ];
}

function repaired(lines: number, examples: readonly RepairExample[]): Finding[] {
  if (lines === 0) return [];
  return [
    {
      check: 'repaired',
      severity: 'note',
      message: `${lines} lines were repaired: one character was too many, and only one line can have been meant.`,
      count: lines,
      examples: examples.map(({ line, repaired }) => `${line} → ${repaired}`),
    },
  ];
}

function waiting(lines: number): Finding[] {
  if (lines === 0) return [];
  return [
    {
      check: 'pending',
      severity: 'warn',
      message: `${lines} lines wait for the catalogue to say whether their movie and user exist; they settle when it answers.`,
      count: lines,
      examples: [],
    },
  ];
}

const quarantined = (
  counts: Readonly<Record<string, number>>,
  examples: readonly QuarantineExample[],
): Finding[] =>
  Object.entries(counts).map(([reason, count]) => ({
    check: `quarantined-${reason.replaceAll('_', '-')}`,
    severity: 'warn',
    message: `${count} lines cannot be used. ${QUARANTINE_REASONS[reason as QuarantineReason]}`,
    count,
    examples: examples.filter((example) => example.reason === reason).map(({ line }) => line),
  }));
