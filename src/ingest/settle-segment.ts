import { join } from 'node:path';
import type { Catalogue } from '../catalogue/index.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { addLedgers, type Ledger } from '../domain/ledger.ts';
import type { LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { diskFullOr, sha256, sqlString, type ArtifactStore, type Tables } from '../store/index.ts';
import { canonicalRows } from './canonical-row.ts';
import { EVENT_COLUMNS, eventBatch } from './event-batch.ts';
import { judgeLines, type JudgeLine } from './judge-line.ts';
import { acceptedAmong } from './accepted-among.ts';
import { leafAt, type Leaf } from './leaf.ts';
import { PENDING_COLUMNS, pendingBatch } from './pending-batch.ts';
import { QUARANTINE_COLUMNS, quarantineBatch } from './quarantine-batch.ts';
import { REPAIR_COLUMNS, repairBatch } from './repair-batch.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './segment-files.ts';
import type { Settlement, SettlementContent } from './settlement.ts';
import { writeTables } from './write-segment.ts';

/** What lines are settled with. */
export interface SettlePorts {
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
}

/** One line of a segment that could not be used. */
interface UnsettledLine {
  readonly position: number;
  readonly bytes: Buffer;
  /** `null` when the bytes are no UTF-8. */
  readonly text: string | null;
}

/**
 * Judges the quarantined and pending lines of a closed segment again. Lines as they came are no
 * repeats: that was settled when they were read. Repaired ones and those that a newer decoder reads
 * may repeat a line of this segment or of one before it.
 *
 * @param before the segments of the partition up to this one, this one included
 * @param last what the outcome is compared with: the segment's newest settlement
 * @returns `null` when nothing comes out otherwise
 * @throws UnavailableError `DISK_FULL`
 */
export async function settleSegment(
  ports: SettlePorts,
  segment: Segment,
  {
    before,
    last = null,
    settledAt,
  }: {
    readonly before: readonly Segment[];
    readonly last?: Settlement | null;
    readonly settledAt: string;
  },
): Promise<Settlement | null> {
  const lines = await unsettledLines(ports.tables, segment);
  const tried = judged(ports, segment, lines, new Set());
  const accepted = await acceptedAmong(ports.tables, before, textsOf(ports, tried, lines));
  const leaf = accepted.size === 0 ? tried : judged(ports, segment, lines, accepted);
  const content = contentOf(ports, segment, leaf);
  return saysTheSame(last?.manifest.content ?? nothingSettled(segment), content)
    ? null
    : write(ports, leaf, content, settledAt);
}

type Outcome = Pick<SettlementContent, 'ledger' | 'rowsHash'>;

/** What a settlement says that changes nothing: reasons are counted, and no event was added. */
const nothingSettled = ({ manifest }: Segment): Outcome => ({
  ledger: manifest.content.ledger,
  rowsHash: sha256(''),
});

const saysTheSame = (a: Outcome, b: Outcome): boolean =>
  a.rowsHash === b.rowsHash && canonicalJson(a.ledger) === canonicalJson(b.ledger);

/** Lines in order of position; empty when all of the segment's were usable. */
async function unsettledLines(
  tables: Tables,
  { folder, manifest }: Segment,
): Promise<UnsettledLine[]> {
  const { quarantined, pending } = manifest.content.ledger;
  const at = (file: 'quarantine' | 'pending'): string =>
    `read_parquet(${sqlString(join(folder, SEGMENT_FILES[file]))})`;
  const parts = [
    ...(Object.keys(quarantined).length > 0
      ? [`SELECT position, line, bytes_base64 FROM ${at('quarantine')}`]
      : []),
    ...(pending > 0
      ? [`SELECT position, line, NULL::VARCHAR AS bytes_base64 FROM ${at('pending')}`]
      : []),
  ];
  if (parts.length === 0) return [];
  const rows = await tables.rows<{
    position: number;
    line: string | null;
    bytes_base64: string | null;
  }>(`${parts.join(' UNION ALL ')} ORDER BY position`);
  return rows.map(({ position, line, bytes_base64 }) => ({
    position,
    text: line,
    bytes: line === null ? Buffer.from(bytes_base64 ?? '', 'base64') : Buffer.from(line),
  }));
}

/** @param accepted lines that are in the lake already, as they are used */
function judged(
  { decoder, catalogue }: SettlePorts,
  { manifest }: Segment,
  lines: readonly UnsettledLine[],
  accepted: ReadonlySet<string>,
): Leaf {
  const { from, userIdBound = 0 } = manifest.content;
  const leaf = leafAt(from, userIdBound);
  const window = windowOf(accepted);
  const judge: JudgeLine = judgeLines({ decoder, catalogue, window, canonical: canonicalRows() });
  for (const { position, text, bytes } of lines) {
    const start = leaf.raw.length;
    const span = { bytes, start: 0, end: bytes.length };
    leaf.raw.append({ bytes, starts: Uint32Array.of(0), ends: Uint32Array.of(bytes.length) }, 0, 1);
    judge({ text, place: { position, start, end: start + bytes.length }, span }, leaf);
  }
  leaf.to = manifest.content.to;
  return leaf;
}

/** Repeats of what the lake has, and of what came before among the lines themselves. */
function windowOf(accepted: ReadonlySet<string>): DuplicateWindow {
  const seen = new Set(accepted);
  return {
    isRepeat: (_timeMs, { bytes, start, end }) => {
      const text = Buffer.from(bytes.subarray(start, end)).toString('utf8');
      if (seen.has(text)) return true;
      seen.add(text);
      return false;
    },
    advance: () => undefined,
    oldestMs: -Infinity,
  };
}

/** The lines of a leaf as they would be used, with their times. */
function textsOf(
  { decoder }: SettlePorts,
  leaf: Leaf,
  lines: readonly UnsettledLine[],
): Map<string, number> {
  const texts = new Map<string, number>();
  const byPosition = new Map(lines.map((line) => [line.position, line]));
  for (const position of leaf.accepted.positions) {
    const text = leaf.repairs.get(position)?.line ?? byPosition.get(position)!.text!;
    const decoded = decoder.decode(text);
    if (decoded.ok) texts.set(text, decoded.event.time.ms);
  }
  return texts;
}

function contentOf(
  { decoder, catalogue }: SettlePorts,
  { id, manifest }: Segment,
  leaf: Leaf,
): SettlementContent {
  const facts = leaf.facts();
  return {
    segment: id,
    decoder: decoder.name,
    catalogueId: catalogue?.id ?? null,
    ledger: ledgerAfter(manifest.content.ledger, facts.ledger),
    settled: leaf.accepted.positions.length,
    rowsHash: facts.rowsDigest,
    quarantineHash: facts.quarantineDigest,
    pendingHash: facts.pendingDigest,
    minTimeMs: facts.minTimeMs,
    maxTimeMs: facts.maxTimeMs,
  };
}

/** The segment's ledger with its open lines where they are now. */
function ledgerAfter(segment: Ledger, open: Ledger): SettlementContent['ledger'] {
  const settled = addLedgers({ ...segment, quarantined: {}, pending: 0 }, { ...open, read: 0 });
  return { ...settled, read: segment.read };
}

async function write(
  { artifacts, tables, decoder }: SettlePorts,
  leaf: Leaf,
  content: SettlementContent,
  settledAt: string,
): Promise<Settlement> {
  const draft = await artifacts.draft('settlement');
  const path = (file: keyof typeof SEGMENT_FILES): string =>
    join(draft.folder, SEGMENT_FILES[file]);
  try {
    await writeTables(tables, [
      [path('events'), EVENT_COLUMNS, [eventBatch(leaf, decoder)]],
      [path('quarantine'), QUARANTINE_COLUMNS, [quarantineBatch(leaf)]],
      [path('repairs'), REPAIR_COLUMNS, [repairBatch(leaf)]],
      [path('pending'), PENDING_COLUMNS, [pendingBatch(leaf)]],
    ]);
    return await draft.commit(content, { settledAt });
  } catch (thrown) {
    throw diskFullOr(draft.folder, thrown);
  } finally {
    await draft.discard();
  }
}
