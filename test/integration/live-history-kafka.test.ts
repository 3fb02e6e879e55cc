import { Producer } from '@platformatic/kafka';
import { expect, it, onTestFinished } from 'vitest';
import { openKafkaSource } from '../../src/adapters/index.ts';
import { DATASET_PARAMETERS } from '../../src/datasets/index.ts';
import { userId } from '../../src/domain/ids.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { openLiveHistory } from '../../src/serving/live-history/live-history.ts';
import { temporaryInstallation } from '../support/installation.ts';
import { describeWithKafka } from '../support/kafka-broker.ts';
import { logTime } from '../support/log-lines.ts';

describeWithKafka('live history from a topic', (kafka) => {
  /** Sends the minutes of a user's watch, in turn to the partitions of a topic. */
  const watch = async (topic: string, user: string, item: string): Promise<void> => {
    const { broker } = kafka;
    // A send that is repeated because its answer was lost must not make more lines.
    const producer = new Producer({
      clientId: 'test',
      bootstrapBrokers: [broker.address],
      idempotent: true,
    });
    await producer.send({
      messages: Array.from({ length: 12 }, (_, minute) => ({
        topic,
        partition: minute % 2,
        value: Buffer.from(`${logTime(minute)},${user},GET /data/m/${item}/${minute}.mpg`),
      })),
    });
    await producer.close();
  };

  it('follows every partition, and goes on at the next line when the broker is back', async () => {
    const installation = await temporaryInstallation();
    const topic = await kafka.topic(2);
    await watch(topic, '1', 'a+2001');
    const live = openLiveHistory({
      ...installation,
      parameters: DATASET_PARAMETERS.parse({}),
      log: { decoder: movielogDecoder, open: () => openTopic(topic) },
      catalogue: () => null,
      onDelay: () => undefined,
    });
    onTestFinished(() => live.close());
    const liked = (user: string): readonly string[] => live.history.historyOf(userId(user)).itemIds;
    await expect.poll(() => live.status().isReady, { timeout: 30_000 }).toBe(true);
    // Ready means near the end: the last lines of a partition may still be on their way.
    await expect.poll(() => live.status().lines, { timeout: 30_000 }).toBe(12);
    await expect
      .poll(() => live.status(), { timeout: 10_000 })
      .toMatchObject({
        lag: 0,
        troubles: [],
      });
    expect(liked('1')).toEqual(['a+2001']);
    await kafka.broker.restart('SIGKILL');
    await watch(topic, '2', 'b+2001');
    await expect.poll(() => liked('2'), { timeout: 60_000 }).toEqual(['b+2001']);
    await expect.poll(() => live.status().lines, { timeout: 10_000 }).toBe(24);
    expect(live.status().contacts).toBe(2);
  }, 180_000);

  const openTopic = async (topic: string) => {
    const source = await openKafkaSource(kafka.settings(topic));
    return { source, close: () => source.close() };
  };
});
