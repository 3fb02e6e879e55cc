import type {
  RatingEvent,
  RecommendationEvent,
  StreamEvent,
  WatchEvent,
} from '../domain/stream-event.ts';
import { encodeEvent } from '../events/index.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { EVENT_COLUMNS } from './event-batch.ts';

/**
 * Goes over the events of a file, or of another relation in parentheses, in order of position and writes each as the service's log does.
 *
 * @param visit is given the position and the line, without its end
 */
export async function visitEncodedEvents(
  tables: Tables,
  from: string,
  visit: (position: number, line: string) => void,
): Promise<void> {
  const names = Object.keys(EVENT_COLUMNS) as (keyof typeof EVENT_COLUMNS)[];
  const positionAt = names.indexOf('position');
  await tables.columns(
    `SELECT ${names.join(', ')} FROM ${from.startsWith('(') ? from : `read_parquet(${sqlString(from)})`}`,
    (columns, rowCount) => {
      const cell = (row: number) => (name: keyof typeof EVENT_COLUMNS) =>
        columns[names.indexOf(name)]![row];
      for (let row = 0; row < rowCount; row++)
        visit(columns[positionAt]![row] as number, encodeEvent(eventOf(cell(row))));
    },
  );
}

type Cell = (name: keyof typeof EVENT_COLUMNS) => unknown;

function eventOf(cell: Cell): StreamEvent {
  const who = {
    time: { ms: cell('time_ms') as number, nanos: cell('time_nanos') as number },
    userId: cell('user_id') as StreamEvent['userId'],
  };
  const item = { itemId: cell('item_id') as WatchEvent['itemId'] };
  const kind = cell('kind') as StreamEvent['kind'];
  switch (kind) {
    case 'watch':
      return { kind, ...who, ...item, minute: cell('minute') as number };
    case 'rating':
      return { kind, ...who, ...item, rating: cell('rating') as RatingEvent['rating'] };
    case 'account':
      return { kind, ...who };
    case 'recommendation':
      return { kind, ...who, ...answerOf(cell) };
  }
}

const answerOf = (cell: Cell): Omit<RecommendationEvent, 'kind' | 'time' | 'userId'> => ({
  host: cell('host') as string,
  status: cell('status') as number,
  itemIds: itemsOf(cell('item_ids')),
  errorText: cell('error_text') as string,
  latencyMs: cell('latency_ms') as number,
});

/** DuckDB hands a list over as an object around its items. */
const itemsOf = (value: unknown): RecommendationEvent['itemIds'] =>
  (Array.isArray(value)
    ? value
    : (value as { items: readonly string[] }).items) as RecommendationEvent['itemIds'];
