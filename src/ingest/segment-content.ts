import { addLedgers, EMPTY_LEDGER } from '../domain/ledger.ts';
import { addLateDays, type LateDays } from '../quality/index.ts';
import { sha256 } from '../store/index.ts';
import type { LeafFacts } from './leaf.ts';
import type { Range } from './ranges.ts';
import { UNVERIFIED_EXAMPLES, type SegmentContent, type Unverified } from './segment.ts';

/** What the leaves of a range do not know. */
export interface SegmentKey {
  readonly source: string;
  readonly partition: number;
  readonly decoder: string;
  readonly catalogueId: string | null;
  readonly leafLines: number;
  readonly identity?: string;
}

/** Joins the facts of a range's leaves, in order, to the content of its segment. */
export function contentOf(
  key: SegmentKey,
  range: Range & { readonly closed: boolean },
  leaves: readonly LeafFacts[],
): SegmentContent {
  const times = leaves.filter((leaf) => leaf.minTimeMs !== null);
  return {
    ...key,
    from: range.from,
    to: range.to,
    closed: range.closed,
    ...rereadOf(leaves),
    ledger: leaves.reduce((sum, { ledger }) => addLedgers(sum, ledger), EMPTY_LEDGER),
    unverifiedItems: joined(leaves.map((leaf) => leaf.unverifiedItems)),
    unverifiedUsers: joined(leaves.map((leaf) => leaf.unverifiedUsers)),
    unverifiedMinutes: joined(leaves.map((leaf) => leaf.unverifiedMinutes)),
    userIdBound: leaves.at(-1)?.userIdBound ?? 0,
    rowsHash: hashOfDigests(leaves.map((leaf) => leaf.rowsDigest)),
    quarantineHash: hashOfDigests(leaves.map((leaf) => leaf.quarantineDigest)),
    pendingHash: hashOfDigests(leaves.map((leaf) => leaf.pendingDigest)),
    linesHash: hashOfDigests(leaves.map((leaf) => leaf.linesDigest)),
    minTimeMs: times.length === 0 ? null : Math.min(...times.map((leaf) => leaf.minTimeMs!)),
    maxTimeMs: times.length === 0 ? null : Math.max(...times.map((leaf) => leaf.maxTimeMs!)),
    lateDays: leaves.reduce<LateDays>((sum, leaf) => addLateDays(sum, leaf.lateDays), {}),
  };
}

function rereadOf(leaves: readonly LeafFacts[]): Pick<SegmentContent, 'rereadOf'> {
  const parts = leaves.flatMap(({ reread }) => reread ?? []);
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  return lines === 0 ? {} : { rereadOf: { source: parts.at(-1)!.source, lines } };
}

/** The hash of a range from the digests of its leaves. */
export const hashOfDigests = (digests: readonly string[]): string => sha256(digests.join(''));

/** Several counts together, with the first different examples. */
export const joined = (parts: readonly Unverified[]): Unverified => ({
  lines: parts.reduce((sum, part) => sum + part.lines, 0),
  examples: [...new Set(parts.flatMap((part) => part.examples))].slice(0, UNVERIFIED_EXAMPLES),
});
