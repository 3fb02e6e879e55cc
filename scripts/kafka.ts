import { startBroker } from './kafka/broker.ts';
import { fetchKafka, whyNoKafka } from './kafka/jars.ts';

/**
 * `node scripts/kafka.ts fetch` puts Apache Kafka into the cache; `node scripts/kafka.ts start`
 * runs a broker of one node until Ctrl-C, with nothing in it, and says where it listens.
 */
const what = process.argv[2];
const reason = whyNoKafka();
if (reason !== null) {
  process.stderr.write(`Kafka cannot run: found that ${reason}, expected Java 17 and Maven.\n`);
  process.exit(1);
}
if (what === 'fetch') process.stdout.write(`${fetchKafka()}\n`);
else if (what === 'start') {
  const broker = await startBroker();
  process.stdout.write(`kafka://${broker.address}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void broker.stop());
} else {
  process.stderr.write(`found ${what ?? 'nothing'}, expected fetch or start\n`);
  process.exit(2);
}
