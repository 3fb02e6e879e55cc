import { createAPI, fetchV13, type Connection, type Reader } from '@platformatic/kafka';

/** What a broker says to one fetch of one partition; `records` are batches as they lie on its disk. */
export interface FetchedPartition {
  /** Kafka's error code; 0 for none. */
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly aborted: readonly AbortedTransaction[];
  readonly records: Buffer;
}

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

export interface FetchRequest {
  readonly topicId: string;
  readonly partition: number;
  readonly offset: number;
  /** The broker answers after this long even if nothing came. */
  readonly maxWaitMs: number;
  readonly maxBytes: number;
}

const READ_COMMITTED = 1;
const NO_SESSION = -1;
const UUID_BYTES = 16;

/**
 * Fetches a partition without turning records into objects: the library's own parser makes about
 * ten per record, and drops records of transactions that were aborted more than once by a producer.
 */
export function fetchPartition(
  connection: Connection,
  { topicId, partition, offset, maxWaitMs, maxBytes }: FetchRequest,
): Promise<FetchedPartition> {
  const wanted = {
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: BigInt(offset),
    lastFetchedEpoch: -1,
    partitionMaxBytes: maxBytes,
  };
  return api.async(connection, maxWaitMs, 1, maxBytes, READ_COMMITTED, 0, NO_SESSION,
    [{ topicId, partitions: [wanted] }], [], ''); // prettier-ignore
}

type Arguments = [
  maxWaitMs: number,
  minBytes: number,
  maxBytes: number,
  isolationLevel: number,
  sessionId: number,
  sessionEpoch: number,
  topics: { topicId: string; partitions: object[] }[],
  forgotten: never[],
  rackId: string,
];

const api = createAPI<Arguments, FetchedPartition>(
  1,
  13,
  fetchV13.createRequest,
  (_correlationId, _apiKey, _apiVersion, reader: Reader) =>
    parseFetched(reader.buffer.slice(reader.position, reader.length)),
);

/** Fetch response, version 13, of one partition of one topic. */
export function parseFetched(body: Buffer): FetchedPartition {
  let at = 4;
  const failed = (errorCode: number): FetchedPartition => ({
    errorCode,
    highWatermark: -1,
    aborted: [],
    records: Buffer.alloc(0),
  });
  const length = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = body[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value - 1;
    }
  };
  const errorCode = body.readInt16BE(at);
  at += 2 + 4;
  if (errorCode !== 0) return failed(errorCode);
  if (length() < 1) return failed(UNKNOWN_SERVER_ERROR);
  at += UUID_BYTES;
  if (length() < 1) return failed(UNKNOWN_SERVER_ERROR);
  const partitionError = body.readInt16BE(at + 4);
  const highWatermark = Number(body.readBigInt64BE(at + 6));
  at += 4 + 2 + 8 + 8 + 8;
  const aborted: AbortedTransaction[] = [];
  for (let left = length(); left > 0; left--) {
    const producerId = body.readBigInt64BE(at);
    aborted.push({ producerId, firstOffset: Number(body.readBigInt64BE(at + 8)) });
    at += 8 + 8 + 1;
  }
  at += 4;
  const size = Math.max(0, length());
  return {
    errorCode: partitionError,
    highWatermark,
    aborted,
    records: body.subarray(at, at + size),
  };
}

const UNKNOWN_SERVER_ERROR = -1;
