import { Consumer, ConnectionPool, type ConnectionOptions } from '@platformatic/kafka';
import { isIP } from 'node:net';
import { errorOf } from '../domain/errors.ts';
import { brokersOf, kafkaFailed, type KafkaAddress, type KafkaSettings } from './kafka-settings.ts';

/** What the parts of the Kafka source share: the cluster as last heard of, and connections. */
export interface KafkaClient {
  readonly settings: KafkaSettings;
  readonly consumer: Consumer;
  /** As it was at the start. */
  readonly clusterId: string;
  readonly topicId: string;
  /** Asks the brokers anew. @throws UnavailableError `KAFKA_FAILED` */
  topicNow(): Promise<TopicNow>;
  /** First offset at a time (milliseconds), or at an end; of committed records with `settled`. */
  offsetAt(partition: number, at: OffsetTime): Promise<number>;
  /** A pool of its own, so that a request that waits keeps nobody else waiting. */
  connections(): ConnectionPool;
  close(): Promise<void>;
}

export interface TopicNow {
  readonly topicId: string | null;
  readonly partitions: readonly number[];
  /** Where the leader of a partition is; `null` while there is none. */
  leaderOf(partition: number): KafkaAddress | null;
}

/** Milliseconds since the epoch, the first offset, the end, or the end of what is settled. */
export type OffsetTime = number | 'earliest' | 'latest' | 'settled';

const CLIENT_ID = 'showrunner';
const EARLIEST = -2n;
const LATEST = -1n;
const READ_COMMITTED = 1;

/**
 * Connects and finds the topic.
 *
 * @throws UnavailableError `KAFKA_FAILED`; InputError `TOPIC_MISSING`, `KAFKA_TOO_OLD`
 */
export async function connectKafka(settings: KafkaSettings): Promise<KafkaClient> {
  const connection = connectionOptions(settings);
  const consumer = new Consumer({
    ...connection,
    clientId: CLIENT_ID,
    groupId: settings.group,
    ...(settings.member === null ? {} : { groupInstanceId: settings.member }),
    sessionTimeout: settings.sessionMs,
    rebalanceTimeout: settings.sessionMs,
    heartbeatInterval: Math.min(1_000, Math.floor(settings.sessionMs / 5)),
    bootstrapBrokers: settings.brokers.map(({ host, port }) => ({ host, port })),
    retries: 3,
    retryDelay: 200,
  });
  consumer.on('error', () => undefined);
  try {
    await requireFetchVersion(consumer, settings);
    const first = await topicOf(consumer, settings);
    if (first.topicId === null || first.partitions.length === 0)
      throw missing(settings, 'no such topic');
    return {
      settings,
      consumer,
      clusterId: first.clusterId,
      topicId: first.topicId,
      topicNow: () => topicOf(consumer, settings),
      offsetAt: (partition, at) => offsetAt(consumer, settings, { partition, at }),
      connections: () => new ConnectionPool(CLIENT_ID, connection),
      close: () => consumer.close(true),
    };
  } catch (thrown) {
    await consumer.close(true).catch(() => undefined);
    throw thrown;
  }
}

const missing = (settings: KafkaSettings, found: string): Error =>
  errorOf('TOPIC_MISSING', { topic: settings.topic, found, brokers: brokersOf(settings) });

/** TLS and SASL as the library wants them. */
export const connectionOptions = ({ brokers, tls, sasl }: KafkaSettings): ConnectionOptions => ({
  connectTimeout: 5_000,
  requestTimeout: 15_000,
  ...(tls === null
    ? {}
    : {
        tls: {
          ...(tls.ca === null ? {} : { ca: tls.ca }),
          ...(tls.cert === null ? {} : { cert: tls.cert }),
          ...(tls.key === null ? {} : { key: tls.key }),
        },
        // Names are told to the broker; addresses must not be.
        tlsServerName: !brokers.some(({ host }) => isIP(host) !== 0),
      }),
  ...(sasl === null ? {} : { sasl: { ...sasl } }),
});

const FETCH_VERSION = 13;

/** Topic ids in fetches are what tells a topic from one that was made anew under its name. */
async function requireFetchVersion(consumer: Consumer, settings: KafkaSettings): Promise<void> {
  const apis = await consumer.listApis().catch((thrown: unknown) => {
    throw kafkaFailed(settings, thrown);
  });
  const fetch = apis.find(({ name }) => name === 'Fetch');
  if (fetch !== undefined && fetch.maxVersion >= FETCH_VERSION) return;
  const found = `Fetch up to version ${fetch?.maxVersion ?? 0}`;
  throw errorOf('KAFKA_TOO_OLD', { brokers: brokersOf(settings), found });
}

async function topicOf(
  consumer: Consumer,
  settings: KafkaSettings,
): Promise<TopicNow & { readonly clusterId: string }> {
  const { topic } = settings;
  const metadata = await consumer
    .metadata({ topics: [topic], forceUpdate: true })
    .catch((thrown: unknown) => {
      if (/Unknown topic/.test(String(thrown))) return null;
      throw kafkaFailed(settings, thrown);
    });
  const found = metadata?.topics.get(topic);
  return {
    clusterId: metadata?.id ?? '',
    topicId: found?.id ?? null,
    partitions: Object.keys(found?.partitions ?? []).map(Number),
    leaderOf: (partition) => {
      const leader = found?.partitions[partition]?.leader;
      return leader === undefined ? null : (metadata?.brokers.get(leader) ?? null);
    },
  };
}

async function offsetAt(
  consumer: Consumer,
  settings: KafkaSettings,
  { partition, at }: { partition: number; at: OffsetTime },
): Promise<number> {
  const { topic } = settings;
  const timestamp = typeof at === 'number' ? BigInt(at) : at === 'earliest' ? EARLIEST : LATEST;
  const offsets = await consumer
    .listOffsets({
      topics: [topic],
      partitions: { [topic]: [partition] },
      timestamp,
      isolationLevel: at === 'latest' ? 0 : READ_COMMITTED,
    })
    .catch((thrown: unknown) => {
      throw kafkaFailed(settings, thrown);
    });
  const offset = Number(offsets.get(topic)?.[partition] ?? -1n);
  // No record is that late: begin with the next one that comes.
  return offset < 0 ? offsetAt(consumer, settings, { partition, at: 'latest' }) : offset;
}
