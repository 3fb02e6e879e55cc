import {
  crc32c,
  createAPI,
  findErrorBy,
  produceV9,
  type Connection,
  Writer,
} from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectKafka, type KafkaClient } from './kafka-client.ts';
import { kafkaFailed, type KafkaSettings } from './kafka-settings.ts';

/** Writes lines to a topic, one record each, without a key. */
export interface KafkaWriter {
  readonly partitionCount: number;
  /**
   * Sends lines to a partition and waits until all replicas that are in step have them.
   *
   * @param bytes lines, each followed by a line feed
   * @returns the offset of the first of them; `null` when there are none
   * @throws UnavailableError `KAFKA_FAILED`; then some of them may be there
   */
  write(partition: number, bytes: Uint8Array): Promise<number | null>;
  close(): Promise<void>;
}

/** Brokers take up to a megabyte at once unless they are told otherwise. */
const BATCH_BYTES = 900_000;
const LINE_FEED = 10;
const TIMEOUT_MS = 15_000;
const ALL_IN_STEP = -1;

/** @throws as `connectKafka` */
export async function openKafkaWriter(settings: KafkaSettings): Promise<KafkaWriter> {
  const client = await connectKafka(settings);
  const pool = client.connections();
  let topic = await client.topicNow();
  const send = async (partition: number, batch: Buffer): Promise<number> => {
    const giveUpMs = performance.now() + PATIENCE_MS;
    for (;;) {
      let connection: Connection | null = null;
      try {
        const leader = topic.leaderOf(partition);
        if (leader === null) throw new Error(`partition ${partition} has no leader`);
        connection = await pool.get(leader);
        return await produce(connection, client, { partition, batch });
      } catch (thrown) {
        // Only what is surely not written may be sent again.
        const isUnwritten = connection === null || isRefusal(thrown);
        if (!isUnwritten || performance.now() > giveUpMs) throw thrown;
      }
      await sleep(RETRY_MS);
      topic = await client.topicNow().catch(() => topic);
    }
  };
  return {
    partitionCount: topic.partitions.length,
    write: async (partition, bytes) => {
      let first: number | null = null;
      for (const lines of pieces(bytes))
        try {
          const offset = await send(partition, recordBatch(lines, Date.now()));
          first ??= offset;
        } catch (thrown) {
          throw kafkaFailed(settings, thrown);
        }
      return first;
    },
    close: async () => {
      await pool.close();
      await client.close();
    },
  };
}

/** Whether a broker said that it does not lead the partition, or does not know it yet. */
const isRefusal = (thrown: unknown): boolean =>
  REFUSALS.some((apiId) => findErrorBy(thrown as Error, 'apiId', apiId) !== null);

const REFUSALS = ['NOT_LEADER_OR_FOLLOWER', 'LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION'];
const RETRY_MS = 200;
const PATIENCE_MS = 60_000;

/** Cuts lines into pieces that fit into a batch; a longer line is a piece of its own. */
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const limit = bytes.lastIndexOf(LINE_FEED, start + BATCH_BYTES);
    const end = limit >= start ? limit : bytes.indexOf(LINE_FEED, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end + 1);
    start = end < 0 ? bytes.length : end + 1;
  }
}

async function produce(
  connection: Connection,
  { settings }: KafkaClient,
  { partition, batch }: { partition: number; batch: Buffer },
): Promise<number> {
  const answer = await api.async(connection, settings.topic, partition, batch);
  return Number(answer.responses[0]!.partitionResponses[0]!.baseOffset);
}

const api = createAPI<
  [topic: string, partition: number, batch: Buffer],
  ReturnType<typeof produceV9.parseResponse>
>(
  0,
  9,
  (topic: string, partition: number, batch: Buffer) =>
    Writer.create()
      .appendString(null)
      .appendInt16(ALL_IN_STEP)
      .appendInt32(TIMEOUT_MS)
      .appendArray([topic], (w, name) => {
        w.appendString(name).appendArray([partition], (p, index) => {
          p.appendInt32(index)
            .appendUnsignedVarInt(batch.length + 1)
            .append(batch);
        });
      })
      .appendTaggedFields(),
  produceV9.parseResponse,
);

const HEADER_BYTES = 61;
/** Length, attributes, time and place of a record, its missing key, its size, no headers. */
const RECORD_BYTES = 24;

/** Lines as a record batch of format 2, not packed, whose first offset the broker sets. */
export function recordBatch(lines: Uint8Array, timestampMs: number): Buffer {
  const count = countLines(lines);
  const batch = Buffer.allocUnsafe(HEADER_BYTES + lines.length + count * RECORD_BYTES);
  let at = HEADER_BYTES;
  const varint = (value: number): void => {
    let left = ((value << 1) ^ (value >> 31)) >>> 0;
    for (; left >= 0x80; left >>>= 7) batch[at++] = (left & 0x7f) | 0x80;
    batch[at++] = left;
  };
  let start = 0;
  for (let line = 0; line < count; line++) {
    const feed = lines.indexOf(LINE_FEED, start);
    const end = feed < 0 ? lines.length : feed;
    const size = end - start;
    varint(4 + widthOf(line) + widthOf(size) + size);
    batch[at++] = 0;
    batch[at++] = 0;
    varint(line);
    batch[at++] = NO_KEY;
    varint(size);
    batch.set(lines.subarray(start, end), at);
    at += size;
    batch[at++] = 0;
    start = end + 1;
  }
  writeHeader(batch, { end: at, count, timestampMs });
  return batch.subarray(0, at);
}

/** Length -1. */
const NO_KEY = 1;

function writeHeader(
  batch: Buffer,
  { end, count, timestampMs }: { end: number; count: number; timestampMs: number },
): void {
  batch.writeBigInt64BE(0n, 0);
  batch.writeInt32BE(end - 12, 8);
  batch.writeInt32BE(-1, 12);
  batch[16] = 2;
  batch.writeInt16BE(0, 21);
  batch.writeInt32BE(count - 1, 23);
  batch.writeBigInt64BE(BigInt(timestampMs), 27);
  batch.writeBigInt64BE(BigInt(timestampMs), 35);
  batch.writeBigInt64BE(-1n, 43);
  batch.writeInt16BE(-1, 51);
  batch.writeInt32BE(-1, 53);
  batch.writeInt32BE(count, 57);
  batch.writeUInt32BE(crc32c(batch.subarray(21, end)), 17);
}

/** Bytes of a zigzag varint of a number that is not negative. */
function widthOf(value: number): number {
  let width = 1;
  for (let left = value * 2; left >= 0x80; left = Math.floor(left / 0x80)) width++;
  return width;
}

function countLines(lines: Uint8Array): number {
  let count = 0;
  for (let at = lines.indexOf(LINE_FEED); at >= 0; at = lines.indexOf(LINE_FEED, at + 1)) count++;
  return lines.length > 0 && lines.at(-1) !== LINE_FEED ? count + 1 : count;
}
