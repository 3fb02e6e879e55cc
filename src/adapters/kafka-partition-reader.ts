import type { ConnectionPool } from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf } from '../domain/errors.ts';
import type { LineBlock, ReadOptions } from '../events/index.ts';
import type { KafkaClient } from './kafka-client.ts';
import { fetchPartition, type FetchedPartition } from './kafka-fetch.ts';
import { noLines } from './kafka-lines.ts';
import { linesOfBatches } from './kafka-record-batch.ts';
import { brokersOf, kafkaFailed } from './kafka-settings.ts';

const MAX_BYTES = 4 << 20;
const MAX_WAIT_MS = 400;
const RETRY_MS = 200;
/** Trouble that a restart or an election brings about is over by then. */
const PATIENCE_MS = 60_000;
/** Kafka's error codes. */
const OFFSET_OUT_OF_RANGE = 1;
const UNKNOWN_TOPICS = new Set([3, 100]);

/** The partition that is read, as it has come. */
interface Reading {
  readonly client: KafkaClient;
  readonly source: string;
  readonly partition: number;
  readonly pool: ConnectionPool;
  readonly options: ReadOptions;
  /** One after the last offset wanted. */
  readonly to: number;
  next: number;
  /** Since when nothing has worked; `null` while it works. */
  troubleSinceMs: number | null;
  leader: { readonly host: string; readonly port: number } | null;
}

/**
 * Lines of a partition: to the end of what was settled at the start, or, following, for ever. One
 * fetch is always under way while the lines of the one before are worked on.
 *
 * @throws DataError `TOPIC_REPLACED`, `TOPIC_CUT`, `FILE_DAMAGED`; UnavailableError `KAFKA_FAILED`
 *   when nothing has worked for a minute, following excepted: that waits
 */
export async function* readPartition(
  client: KafkaClient,
  { source, partition, fromOffset }: { source: string; partition: number; fromOffset: number },
  options: ReadOptions,
): AsyncGenerator<LineBlock> {
  const to = options.follow ? Infinity : await client.offsetAt(partition, 'settled');
  const end = options.follow ? undefined : await client.offsetAt(partition, 'latest');
  if (end !== undefined) yield { ...noLines(fromOffset), end };
  const pool = client.connections();
  const reading: Reading = {
    client,
    source,
    partition,
    pool,
    options,
    to,
    next: fromOffset,
    troubleSinceMs: null,
    leader: null,
  };
  try {
    yield* blocksOf(reading);
  } finally {
    await pool.close().catch(() => undefined);
  }
}

async function* blocksOf(reading: Reading): AsyncGenerator<LineBlock> {
  let coming = fetchNext(reading);
  while (!reading.options.stop.aborted && reading.next < reading.to) {
    const fetched = await coming;
    if (fetched instanceof Error || fetched.errorCode !== 0) {
      yield* overcome(reading, fetched);
      coming = fetchNext(reading);
      continue;
    }
    reading.troubleSinceMs = null;
    const { blocks, nextOffset } = linesOfBatches(fetched.records, {
      from: reading.next,
      to: reading.to,
      aborted: fetched.aborted,
      source: reading.source,
    });
    reading.next = nextOffset;
    coming = fetchNext(reading);
    const end = fetched.highWatermark;
    if (blocks.length === 0) yield { ...noLines(nextOffset), end };
    for (const block of blocks) {
      yield { ...block, end };
      if (reading.options.stop.aborted) return;
    }
  }
}

/** Never rejects: what went wrong is looked at when its turn comes. */
async function fetchNext(reading: Reading): Promise<FetchedPartition | Error> {
  const { client, partition, pool, next } = reading;
  try {
    reading.leader ??= (await client.topicNow()).leaderOf(partition);
    if (reading.leader === null) return new Error(`partition ${partition} has no leader`);
    const connection = await pool.get(reading.leader);
    return await fetchPartition(connection, {
      topicId: client.topicId,
      partition,
      offset: next,
      maxWaitMs: MAX_WAIT_MS,
      maxBytes: MAX_BYTES,
    });
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

/** Finds out what a refusal means; goes over what was deleted, waits, or gives up. */
async function* overcome(
  reading: Reading,
  refusal: FetchedPartition | Error,
): AsyncGenerator<LineBlock> {
  const { client, partition, source, next } = reading;
  const nowMs = performance.now();
  reading.troubleSinceMs ??= nowMs;
  reading.leader = null;
  const isLong = nowMs - reading.troubleSinceMs > PATIENCE_MS;
  const code = refusal instanceof Error ? null : refusal.errorCode;
  try {
    if (code !== null && UNKNOWN_TOPICS.has(code)) await requireSameTopic(reading, isLong);
    if (code === OFFSET_OUT_OF_RANGE) {
      const first = await client.offsetAt(partition, 'earliest');
      if (first > next) {
        reading.next = first;
        reading.troubleSinceMs = null;
        yield noLines(first, 'deleted');
        return;
      }
      const found = await client.offsetAt(partition, 'latest');
      if (isLong && found < next)
        throw errorOf('TOPIC_CUT', { source, partition, found, expected: next });
    }
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'KAFKA_FAILED') throw thrown;
  }
  if (isLong && !reading.options.follow)
    throw kafkaFailed(client.settings, code === null ? refusal : new Error(`error code ${code}`));
  yield noLines(reading.next);
  await sleep(RETRY_MS, undefined, { signal: reading.options.stop }).catch(() => undefined);
}

/** Brokers do not know a topic for a moment after they start, so its absence must last. */
async function requireSameTopic({ client, source }: Reading, isLong: boolean): Promise<void> {
  const { topicId } = await client.topicNow();
  if (topicId !== null && topicId !== client.topicId)
    throw errorOf('TOPIC_REPLACED', { source, found: topicId, expected: client.topicId });
  const { settings } = client;
  if (topicId === null && isLong)
    throw errorOf('TOPIC_MISSING', {
      topic: settings.topic,
      found: 'that it was deleted',
      brokers: brokersOf(settings),
    });
}
