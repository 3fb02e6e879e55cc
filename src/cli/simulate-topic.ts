import { openKafkaWriter, type KafkaWriter } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import { kafkaSettings, parseEventSource } from './event-source-option.ts';
import type { SimulateOptions } from './simulate-settings.ts';

/**
 * The topic that `--to` names: lines without a key, in the partitions that the simulation chose.
 *
 * @throws InputError `BAD_USAGE`, `SIMULATION_SETTING` when it has too few partitions; as
 *   `openKafkaWriter`
 */
export async function topicOf(
  { to }: Pick<SimulateOptions, 'to'>,
  partitionCount: number,
): Promise<KafkaWriter | null> {
  if (to === undefined) return null;
  const named = parseEventSource(to, '--to');
  if (named.kind !== 'kafka')
    throw errorOf('SIMULATION_SETTING', {
      setting: 'to',
      found: `'${to}'`,
      expected: 'a topic; files are written in any case',
    });
  const writer = await openKafkaWriter(kafkaSettings(named));
  if (writer.partitionCount >= partitionCount) return writer;
  await writer.close();
  throw errorOf('SIMULATION_SETTING', {
    setting: 'partitions',
    found: `${partitionCount}`,
    expected: `at most the ${writer.partitionCount} of the topic`,
  });
}
