import { setTimeout as sleep } from 'node:timers/promises';
import type { EventSource } from '../events/index.ts';
import { connectKafka, type KafkaClient } from './kafka-client.ts';
import { kafkaGroup } from './kafka-group.ts';
import { readPartition } from './kafka-partition-reader.ts';
import type { KafkaSettings } from './kafka-settings.ts';

/** Where to begin with a partition that was never read: an offset, an end, or an instant. */
export type KafkaStart =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'time'; readonly ms: number };

/** A source that holds connections. */
export interface KafkaSource extends EventSource {
  readonly identity: string;
  /** Leaves the group and lets the connections go. */
  close(): Promise<void>;
}

/**
 * A topic as a source: offsets are Kafka's, lines are the values of the records, a record without
 * a value is an empty line. Named by cluster and topic, `kafka:CLUSTER/TOPIC`, by whatever address
 * it is reached; the topic's id is its identity.
 *
 * @param start `null`: at the first offset there is, without anybody having asked for it
 * @throws UnavailableError `KAFKA_FAILED`; InputError `TOPIC_MISSING`, `KAFKA_TOO_OLD`
 */
export async function openKafkaSource(
  settings: KafkaSettings,
  start: KafkaStart | null = null,
): Promise<KafkaSource> {
  const client = await connectKafka(settings);
  const name = `kafka:${client.clusterId}/${settings.topic}`;
  return {
    name,
    identity: client.topicId,
    partitions: async () => [...(await client.topicNow()).partitions],
    beginning: {
      isAsked: start !== null,
      offsetOf: (partition) => startOffset(client, partition, start ?? { kind: 'earliest' }),
    },
    group: kafkaGroup(client),
    read: (partition, fromOffset, options) =>
      readPartition(client, { source: name, partition, fromOffset }, options),
    close: async () => {
      if (client.consumer.memberId !== null && settings.member === null)
        await Promise.resolve(client.consumer.leaveGroup(true)).catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };
}

const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

async function startOffset(
  client: KafkaClient,
  partition: number,
  start: KafkaStart,
): Promise<number> {
  if (start.kind === 'offset') return start.offset;
  const giveUpMs = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await client.offsetAt(partition, start.kind === 'time' ? start.ms : start.kind);
    } catch (thrown) {
      // A broker that restarts is back by then, and no member need end for it.
      if (performance.now() > giveUpMs) throw thrown;
      await sleep(RETRY_MS);
    }
}
