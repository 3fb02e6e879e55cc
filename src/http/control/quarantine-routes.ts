import type { FastifyInstance } from 'fastify';
import { currentSnapshot, loadCatalogue } from '../../catalogue/index.ts';
import { errorOf } from '../../domain/errors.ts';
import { QUARANTINE_REASONS } from '../../events/index.ts';
import {
  archivedBlocks,
  blocksIn,
  findOpenLines,
  lineText,
  liveSegments,
  newestSettlements,
  pageOfOpenLines,
  type OpenLine,
  type Segment,
} from '../../ingest/index.ts';
import { explainLine } from '../../quality/index.ts';
import type { Tables } from '../../store/index.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { DATA_CONTRACTS } from './contracts/data.ts';
import { cursorOf, keyIn } from './cursors.ts';
import { onceKeyIn, type Operations } from './operations.ts';

/** Lines told before and after one. */
const CONTEXT_LINES = 5;
const PENDING = 'pending';

/** Adds the lines that cannot be used: counted, listed, explained, judged again. */
export function addQuarantineRoutes(
  app: FastifyInstance,
  parts: ControlParts,
  operations: Operations,
): void {
  addControlRoute(app, DATA_CONTRACTS.quarantine, async ({ query }) => {
    const { reason, source, day, limit, cursor } = query;
    const { counts, lines } = await pageOfOpenLines(
      await parts.tables(),
      await lakeOf(parts),
      { reason, source, day },
      { limit: limit + 1, after: cursor === undefined ? null : placeIn(cursor) },
    );
    const page = lines.slice(0, limit);
    const last = page.at(-1);
    return {
      total: counts.reduce((sum, of) => sum + of.lines, 0),
      reasons: sumBy(counts, 'reason').map(([name, n]) => ({
        reason: name,
        sentence: sentenceOf(name),
        lines: n,
      })),
      sources: sumBy(counts, 'source').map(([name, n]) => ({ source: name, lines: n })),
      lines: page,
      next:
        lines.length > limit && last !== undefined
          ? cursorOf([last.source, last.partition, last.position])
          : null,
    };
  });
  addControlRoute(app, DATA_CONTRACTS.quarantineLine, async ({ params: { lineId } }) => {
    const tables = await parts.tables();
    const lake = await lakeOf(parts);
    const [line] = await findOpenLines(tables, lake, lineId);
    if (line === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'open line', id: lineId });
    const segment = lake.segments.find(({ id }) => id.startsWith(lineId.split('-')[0]!))!;
    return {
      ...line,
      sentence: sentenceOf(line.reason),
      ...(await explained(parts, tables, { line, segment })),
      context: await contextOf(tables, segment, line.position),
    };
  });
  addControlRoute(app, DATA_CONTRACTS.replayQuarantine, ({ body, caller, headers }) =>
    operations.start({
      kind: 'replay-quarantine',
      actor: caller.actor,
      reason: body.reason,
      request: body.only === undefined ? {} : { only: body.only },
      key: onceKeyIn(headers),
    }),
  );
}

async function lakeOf({ artifacts }: ControlParts) {
  return {
    segments: await liveSegments(artifacts),
    settlements: await newestSettlements(artifacts),
  };
}

/** @throws InputError `CURSOR_INVALID` */
function placeIn(cursor: string): Pick<OpenLine, 'source' | 'partition' | 'position'> {
  const [source, partition, position] = keyIn(cursor, 3);
  const isPlace = Number.isSafeInteger(partition) && Number.isSafeInteger(position);
  if (typeof source !== 'string' || !isPlace)
    throw errorOf('CURSOR_INVALID', { found: 'the cursor of another list' });
  return { source, partition: Number(partition), position: Number(position) };
}

function sumBy<K extends string>(
  counts: readonly (Readonly<Record<K, string>> & { readonly lines: number })[],
  key: K,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const of of counts) sums.set(of[key], (sums.get(of[key]) ?? 0) + of.lines);
  return [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

const sentenceOf = (reason: string): string =>
  reason === PENDING
    ? 'The catalogue has not said yet whether movie and user exist.'
    : (QUARANTINE_REASONS as Readonly<Record<string, string>>)[reason]!;

/** What becomes of a line with today's catalogue; nothing for what is no text. */
async function explained(
  { home, artifacts, decoderFor }: ControlParts,
  tables: Tables,
  { line: { line }, segment }: { readonly line: OpenLine; readonly segment: Segment },
) {
  const { decoder: name, userIdBound = 0 } = segment.manifest.content;
  const decoder = decoderFor(name);
  if (line === null || decoder === null)
    return { now: null, isWaiting: false, stoppedAt: null, candidates: [] };
  const snapshot = await currentSnapshot(home, artifacts);
  const catalogue = snapshot === null ? null : await loadCatalogue(tables, snapshot);
  const { reason, isWaiting, stoppedAt, candidates } = explainLine(line, {
    decoder,
    catalogue,
    userIdBound,
  });
  return {
    now: reason,
    isWaiting,
    stoppedAt: stoppedAt === null ? null : { from: stoppedAt.from, to: stoppedAt.to },
    candidates: candidates.map((candidate) => ({ ...candidate })),
  };
}

/** The lines around a position as they were read. */
async function contextOf(
  tables: Tables,
  segment: Segment,
  position: number,
): Promise<{ position: number; line: string }[]> {
  const range = { from: position - CONTEXT_LINES, to: position + CONTEXT_LINES + 1 };
  const blocks = blocksIn(await archivedBlocks(tables, segment), range);
  return blocks.flatMap((block) => {
    const text = lineText(block);
    return Array.from(block.starts, (_, k) => ({
      position: block.firstOffset + k,
      line: text(k) ?? '',
    }));
  });
}
