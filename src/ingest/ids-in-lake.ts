import type { Catalogue, CatalogueQuestions } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import type { LineDecoder, QuarantineReason } from '../events/index.ts';
import { candidatesOf, judgeEvent } from '../quality/index.ts';
import { sqlPaths, sqlString, type Tables } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { eventsPath } from './segment-files.ts';
import { NO_SETTLEMENTS, unsettledFiles, type Settlements } from './settlement.ts';

/** Every movie and user id that the lake names: in events, and in lines set aside or waiting. */
export async function idsInLake(
  tables: Tables,
  segments: readonly Segment[],
  decoder: LineDecoder,
): Promise<CatalogueQuestions> {
  const items = new Set<string>();
  const users = new Set<string>();
  if (segments.length === 0) return { items: [], users: [] };
  const gather = (select: string, into: Set<string>): Promise<void> =>
    tables.columns(select, ([ids]) => {
      for (const id of ids!) into.add(id as string);
    });
  const events = `read_parquet(${sqlPaths(segments.map(eventsPath))})`;
  await gather(`SELECT DISTINCT user_id FROM ${events}`, users);
  await gather(`SELECT DISTINCT item_id FROM ${events} WHERE item_id IS NOT NULL`, items);
  await gather(`SELECT DISTINCT unnest(item_ids) FROM ${events} WHERE status = 200`, items);
  const lake = { segments, settlements: NO_SETTLEMENTS };
  await noteOpen(tables, lake, { decoder, catalogue: null, items, users });
  return { items: [...items].sort(), users: [...users].sort() };
}

/**
 * The ids about which asking can settle lines that are set aside or wait now. What a repair would
 * give is asked about only once the line's own ids are known not to be.
 */
export async function idsInOpenLines(
  tables: Tables,
  lake: { readonly segments: readonly Segment[]; readonly settlements: Settlements },
  { decoder, catalogue }: { readonly decoder: LineDecoder; readonly catalogue: Catalogue | null },
): Promise<CatalogueQuestions> {
  const items = new Set<string>();
  const users = new Set<string>();
  await noteOpen(tables, lake, { decoder, catalogue, items, users });
  return { items: [...items].sort(), users: [...users].sort() };
}

async function noteOpen(
  tables: Tables,
  { segments, settlements }: { segments: readonly Segment[]; settlements: Settlements },
  {
    decoder,
    catalogue,
    items,
    users,
  }: {
    decoder: LineDecoder;
    catalogue: Catalogue | null;
    items: Set<string>;
    users: Set<string>;
  },
): Promise<void> {
  const from = (file: 'quarantine' | 'pending'): string[] =>
    unsettledFiles(segments, settlements, file).map(
      ({ path }) =>
        `SELECT line, ${file === 'pending' ? 'NULL::VARCHAR AS reason' : 'reason'} FROM read_parquet(${sqlString(path)}) WHERE line IS NOT NULL`,
    );
  const lines = [...from('quarantine'), ...from('pending')].join(' UNION ALL ');
  if (lines === '') return;
  await tables.columns(lines, ([texts, reasons]) => {
    for (const [row, text] of texts!.entries())
      for (const event of eventsOf(text as string, reasons![row] as QuarantineReason | null, {
        decoder,
        catalogue,
      }))
        noteIds(event, items, users);
  });
}

/** The events that a line may have meant: its own, or those that repairs would give. */
function* eventsOf(
  line: string,
  reason: QuarantineReason | null,
  { decoder, catalogue }: { decoder: LineDecoder; catalogue: Catalogue | null },
): Generator<StreamEvent> {
  const decoded = decoder.decode(line);
  if (decoded.ok) yield decoded.event;
  const fault = decoded.ok ? (reason ?? faultOf(decoded.event, catalogue)) : decoded.reason;
  if (fault !== null) for (const { event } of candidatesOf(line, fault, { decoder })) yield event;
}

/** Why a waiting line cannot be used, where that is known by now. */
function faultOf(event: StreamEvent, catalogue: Catalogue | null): QuarantineReason | null {
  const verdict = judgeEvent(event, catalogue);
  return verdict.kind === 'rejected' ? verdict.reason : null;
}

/** Adds the ids that an event names. */
function noteIds(event: StreamEvent, items: Set<string>, users: Set<string>): void {
  users.add(event.userId);
  if (event.kind === 'watch' || event.kind === 'rating') items.add(event.itemId);
  if (event.kind === 'recommendation') for (const itemId of event.itemIds) items.add(itemId);
}
