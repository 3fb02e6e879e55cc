import { Consumer } from '@platformatic/kafka';

/** Reads a topic to a number of messages as the client library does it, and only counts. */
const [broker, topic, wanted] = process.argv.slice(2) as [string, string, string];
const consumer = new Consumer({
  clientId: 'count',
  groupId: `count-${process.pid}`,
  bootstrapBrokers: [broker],
});
const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
let count = 0;
for await (const _message of stream) if (++count === Number(wanted)) break;
await consumer.close(true);
