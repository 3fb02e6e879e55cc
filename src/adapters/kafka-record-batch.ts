import { compressionsAlgorithmsByBitmask, crc32c } from '@platformatic/kafka';
import { errorOf } from '../domain/errors.ts';
import type { LineBlock } from '../events/index.ts';
import type { AbortedTransaction } from './kafka-fetch.ts';
import { lineCollector } from './kafka-lines.ts';

/** Layout of a record batch (magic 2): big-endian, offsets of its fields. */
const AT = {
  length: 8,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  producerId: 43,
  count: 57,
};
const HEADER_BYTES = 61;
const COMPRESSION = 0b111;
const TRANSACTIONAL = 1 << 4;
const CONTROL = 1 << 5;

export interface BatchLimits {
  /** First offset wanted; a batch may begin before it. */
  readonly from: number;
  /** Offsets from here on are not wanted. */
  readonly to: number;
  /** In order of their first offset. */
  readonly aborted: readonly AbortedTransaction[];
  /** Named in the error for a batch that cannot be read. */
  readonly source: string;
}

export interface BatchLines {
  /** One for each stretch of offsets that hold lines, then an empty one if none hold the last. */
  readonly blocks: readonly LineBlock[];
  /** Where to go on. */
  readonly nextOffset: number;
}

/**
 * The values of the records in some batches as lines, each followed by a line feed in one buffer.
 * Records of aborted transactions and markers are offsets without a line. A batch cut off at the
 * end is left for the next fetch.
 *
 * @throws DataError `FILE_DAMAGED` for a batch that is not as Kafka writes them since 0.11
 */
export function linesOfBatches(records: Buffer, limits: BatchLimits): BatchLines {
  const lines = lineCollector(limits.from, records.length);
  const isAborted = abortedBatches(limits.aborted);
  let next = limits.from;
  for (let at = 0; at + HEADER_BYTES <= records.length && next < limits.to;) {
    const end = at + AT.magic - 4 + records.readInt32BE(at + AT.length);
    if (end > records.length) break;
    const batch = records.subarray(at, end);
    if (batch[AT.magic] !== 2) throw unreadable(limits, `batch format ${batch[AT.magic]}`);
    const base = Number(batch.readBigInt64BE(0));
    if (crc32c(batch.subarray(AT.attributes)) !== batch.readUInt32BE(AT.crc))
      throw unreadable(limits, `a batch at offset ${base} that does not have its checksum`);
    if (!isAborted(batch, base)) takeRecords(batch, base, { lines, limits });
    next = Math.max(next, base + batch.readInt32BE(AT.lastOffsetDelta) + 1);
    at = end;
  }
  next = Math.min(next, limits.to);
  return { blocks: lines.blocks(next), nextOffset: next };
}

const unreadable = ({ source }: BatchLimits, found: string): Error =>
  errorOf('FILE_DAMAGED', { path: source, found, expected: 'record batches of format 2' });

/** Says of batch after batch whether it holds nothing but markers or what was taken back. */
function abortedBatches(
  transactions: readonly AbortedTransaction[],
): (batch: Buffer, base: number) => boolean {
  const coming = [...transactions].sort((a, b) => a.firstOffset - b.firstOffset);
  const underWay = new Set<bigint>();
  return (batch, base) => {
    const attributes = batch.readInt16BE(AT.attributes);
    const last = base + batch.readInt32BE(AT.lastOffsetDelta);
    while (coming.length > 0 && coming[0]!.firstOffset <= last)
      underWay.add(coming.shift()!.producerId);
    const producerId = batch.readBigInt64BE(AT.producerId);
    if ((attributes & CONTROL) !== 0) {
      underWay.delete(producerId);
      return true;
    }
    return (attributes & TRANSACTIONAL) !== 0 && underWay.has(producerId);
  };
}

function takeRecords(
  batch: Buffer,
  base: number,
  { lines, limits }: { lines: ReturnType<typeof lineCollector>; limits: BatchLimits },
): void {
  const bytes = unpacked(batch, limits);
  const count = batch.readInt32BE(AT.count);
  lines.reserve(count, bytes.length);
  let at = 0;
  const varint = (): number => {
    let value = bytes[at++]!;
    if (value < 0x80) return (value >>> 1) ^ -(value & 1);
    value &= 0x7f;
    for (let shift = 7; ; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
  };
  for (let record = 0; record < count; record++) {
    const length = varint();
    const end = at + length;
    // Attributes, then the timestamp, which may be longer than 32 bits and is not wanted.
    for (at++; bytes[at]! >= 0x80;) at++;
    at++;
    const offset = base + varint();
    const keyLength = varint();
    if (keyLength > 0) at += keyLength;
    const size = varint();
    if (offset >= limits.from && offset < limits.to)
      lines.add(offset, bytes, { start: at, end: at + Math.max(0, size) });
    at = end;
  }
  if (at !== bytes.length) throw unreadable(limits, 'records that do not fill their batch');
}

function unpacked(batch: Buffer, limits: BatchLimits): Buffer {
  const packed = batch.subarray(HEADER_BYTES);
  const code = batch.readInt16BE(AT.attributes) & COMPRESSION;
  if (code === 0) return packed;
  const algorithm = compressionsAlgorithmsByBitmask[code as 1 | 2 | 3 | 4];
  if (algorithm === undefined) throw unreadable(limits, `compression ${code}`);
  return algorithm.decompressSync(packed);
}
