import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';

/** What the runtime says of a minute. */
export type MinuteStanding = 'possible' | 'doubtful' | 'impossible';

/**
 * Holds the minute of a watch against the runtime r of its movie. The last minute may exceed the
 * runtime by 1 and no more (0 of 23,264 real lines do), so `minute > r + 1` is impossible. A partial
 * catalogue may be of another year, when another cut was shown: there it is doubtful, and impossible
 * only beyond twice the runtime. A runtime that is not known allows every minute.
 */
export function checkMinute(event: StreamEvent, catalogue: Catalogue): MinuteStanding {
  if (event.kind !== 'watch') return 'possible';
  const runtime = catalogue.item(event.itemId)?.runtimeMinutes ?? null;
  if (runtime === null || event.minute <= runtime + 1) return 'possible';
  const mayDiffer = catalogue.itemCoverage === 'partial' && event.minute <= 2 * runtime + 1;
  return mayDiffer ? 'doubtful' : 'impossible';
}
