import { POSTED_PARTITION, type EventSource } from '../events/index.ts';

/**
 * A log together with what is posted beside it, as one source under the log's name: the lines of
 * the log in its own partitions, those that were posted in `POSTED_PARTITION`.
 *
 * @param posted a source with one partition, 0
 */
export const logWithPosted = (log: EventSource, posted: EventSource): EventSource => ({
  ...log,
  partitions: async () => [...(await log.partitions()), POSTED_PARTITION],
  read: (partition, fromOffset, options) =>
    partition === POSTED_PARTITION
      ? posted.read(0, fromOffset, options)
      : log.read(partition, fromOffset, options),
});
