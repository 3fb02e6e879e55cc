import { offsetCommitV8, type ConsumerGroupJoinPayload } from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceGroup } from '../events/index.ts';
import type { KafkaClient } from './kafka-client.ts';

const RETRY_MS = 500;
const NO_GENERATION = -1;

/** How often a member looks for new partitions. */
export const LOOK_FOR_PARTITIONS_MS = 2_000;

/**
 * Membership in the consumer group. The group says who reads which partition; that two never do at
 * once is the locks' affair, and where a partition stands the segments'.
 */
export function kafkaGroup(client: KafkaClient): SourceGroup {
  const { consumer, settings } = client;
  return {
    name: settings.group,
    assignments: (stop) => assignments(client, stop),
    committed: commits(client, () => ({
      generation: consumer.isActive() ? consumer.generationId : NO_GENERATION,
      member: consumer.memberId ?? '',
    })),
  };
}

async function* assignments(
  client: KafkaClient,
  stop: AbortSignal,
): AsyncGenerator<readonly number[]> {
  const { consumer, settings } = client;
  let latest: readonly number[] | null = null;
  let isWanted = true;
  let wake = (): void => undefined;
  const onJoin = ({ assignments = [] }: ConsumerGroupJoinPayload): void => {
    latest = assignments.flatMap(({ topic, partitions }) =>
      topic === settings.topic ? partitions : [],
    );
    wake();
  };
  // The library stops trying to come back into the group at some point.
  const onError = (): void => {
    isWanted = true;
    wake();
  };
  consumer.on('consumer:group:join', onJoin);
  consumer.on('error', onError);
  stop.addEventListener('abort', () => wake(), { once: true });
  consumer.topics.trackAll(settings.topic);
  let known = await partitionCount(client, 0);
  try {
    while (!stop.aborted) {
      if (isWanted) {
        isWanted = false;
        await consumer.joinGroup({}).catch(() => {
          isWanted = true;
        });
      }
      if (latest !== null) {
        const assigned: readonly number[] = latest;
        latest = null;
        yield assigned;
        continue;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, isWanted ? RETRY_MS : LOOK_FOR_PARTITIONS_MS);
        wake = () => (clearTimeout(timer), resolve());
        if (stop.aborted) wake();
      });
      const count = await partitionCount(client, known);
      if (count > known && known > 0) isWanted = true;
      known = count;
    }
  } finally {
    consumer.removeListener('consumer:group:join', onJoin);
    consumer.removeListener('error', onError);
  }
}

/** Partitions there are now, or as many as before where nobody answers. */
const partitionCount = async (client: KafkaClient, known: number): Promise<number> =>
  client.topicNow().then(
    ({ partitions }) => Math.max(known, partitions.length),
    () => known,
  );

/** Passes commits on, only the latest of each partition, one request at a time, without a promise. */
function commits(
  client: KafkaClient,
  standing: () => { readonly generation: number; readonly member: string },
): SourceGroup['committed'] {
  const due = new Map<number, number>();
  let isUnderWay = false;
  const send = async (): Promise<void> => {
    isUnderWay = true;
    while (due.size > 0) {
      const offsets = [...due];
      due.clear();
      // Nothing depends on it: the next commit says it again.
      await commitOffsets(client, offsets, standing()).catch(() => undefined);
      await sleep(RETRY_MS);
    }
    isUnderWay = false;
  };
  return (partition, offset) => {
    due.set(partition, offset);
    if (!isUnderWay) void send();
  };
}

async function commitOffsets(
  { consumer, settings }: KafkaClient,
  offsets: readonly (readonly [partition: number, offset: number])[],
  { generation, member }: { readonly generation: number; readonly member: string },
): Promise<void> {
  const node = await consumer.findGroupCoordinator();
  const connection = (await consumer.connectToBrokers([node])).get(node);
  if (connection === undefined) return;
  const partitions = offsets.map(([partitionIndex, offset]) => ({
    partitionIndex,
    committedOffset: BigInt(offset),
    committedLeaderEpoch: -1,
    committedMetadata: '',
  }));
  const instance = generation === NO_GENERATION ? null : settings.member;
  await offsetCommitV8.api.async(connection, settings.group, generation, member, instance, [
    { name: settings.topic, partitions },
  ]);
}
