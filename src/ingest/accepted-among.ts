import { sqlPaths, type Tables } from '../store/index.ts';
import { visitEncodedEvents } from './encoded-events.ts';
import type { Segment } from './segment.ts';
import { eventsPath } from './segment-files.ts';

/**
 * Which of some lines the events of some segments have already, written as the log writes them.
 * Equal lines have equal times, so only events of those instants are looked at.
 *
 * @param lines event time, milliseconds, by line
 */
export async function acceptedAmong(
  tables: Tables,
  segments: readonly Segment[],
  lines: ReadonlyMap<string, number>,
): Promise<Set<string>> {
  const found = new Set<string>();
  if (lines.size === 0) return found;
  const times = [...new Set(lines.values())];
  const [first, last] = times.reduce(
    ([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)],
    [Infinity, -Infinity],
  );
  const paths = segments
    .filter(({ manifest: { content } }) => {
      const { minTimeMs, maxTimeMs } = content;
      return minTimeMs !== null && maxTimeMs !== null && minTimeMs <= last && maxTimeMs >= first;
    })
    .map(eventsPath);
  if (paths.length === 0) return found;
  const at = `read_parquet(${sqlPaths(paths)})`;
  await visitEncodedEvents(
    tables,
    `(SELECT * FROM ${at} WHERE time_ms IN (SELECT unnest([${times.join(', ')}])))`,
    (_position, line) => {
      if (lines.has(line)) found.add(line);
    },
  );
  return found;
}
