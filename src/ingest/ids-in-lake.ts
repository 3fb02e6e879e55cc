import { join } from 'node:path';
import type { CatalogueQuestions } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import type { LineDecoder, QuarantineReason } from '../events/index.ts';
import { candidatesOf } from '../quality/index.ts';
import { sqlPaths, type Tables } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { eventsPath, SEGMENT_FILES } from './segment-files.ts';

/** Every movie and user id that the lake names: in events, and in lines set aside or waiting. */
export async function idsInLake(
  tables: Tables,
  segments: readonly Segment[],
  decoder: LineDecoder,
): Promise<CatalogueQuestions> {
  const items = new Set<string>();
  const users = new Set<string>();
  if (segments.length === 0) return { items: [], users: [] };
  const paths = (file: 'quarantine' | 'pending'): string =>
    sqlPaths(segments.map(({ folder }) => join(folder, SEGMENT_FILES[file])));
  const gather = (select: string, into: Set<string>): Promise<void> =>
    tables.columns(select, ([ids]) => {
      for (const id of ids!) into.add(id as string);
    });
  const events = `read_parquet(${sqlPaths(segments.map(eventsPath))})`;
  await gather(`SELECT DISTINCT user_id FROM ${events}`, users);
  await gather(`SELECT DISTINCT item_id FROM ${events} WHERE item_id IS NOT NULL`, items);
  await gather(`SELECT DISTINCT unnest(item_ids) FROM ${events} WHERE status = 200`, items);
  const lines = `SELECT line, reason FROM read_parquet(${paths('quarantine')}) WHERE line IS NOT NULL
    UNION ALL SELECT line, NULL AS reason FROM read_parquet(${paths('pending')})`;
  await tables.columns(lines, ([texts, reasons]) => {
    for (const [row, text] of texts!.entries())
      for (const event of eventsOf(
        text as string,
        reasons![row] as QuarantineReason | null,
        decoder,
      ))
        noteIds(event, items, users);
  });
  return { items: [...items].sort(), users: [...users].sort() };
}

/** The events that a line may have meant: its own, or those that repairs would give. */
export function* eventsOf(
  line: string,
  reason: QuarantineReason | null,
  decoder: LineDecoder,
): Generator<StreamEvent> {
  const decoded = decoder.decode(line);
  if (decoded.ok) yield decoded.event;
  const fault = decoded.ok ? reason : decoded.reason;
  if (fault !== null) for (const { event } of candidatesOf(line, fault, { decoder })) yield event;
}

/** Adds the ids that an event names. */
export function noteIds(event: StreamEvent, items: Set<string>, users: Set<string>): void {
  users.add(event.userId);
  if (event.kind === 'watch' || event.kind === 'rating') items.add(event.itemId);
  if (event.kind === 'recommendation') for (const itemId of event.itemIds) items.add(itemId);
}
