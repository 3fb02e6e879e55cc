import { sqlString, type Tables } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { unsettledFiles, type Settlements } from './settlement.ts';

/** One line that cannot be used, or that waits (`reason` is then `pending`). */
export interface OpenLine {
  /** Beginning of its segment's id and its position, as `quarantine show` takes it. */
  readonly id: string;
  readonly source: string;
  readonly partition: number;
  readonly position: number;
  readonly reason: string;
  /** `null` when the line is no text. */
  readonly line: string | null;
  /** The bytes of a line that is no text. */
  readonly bytesBase64: string | null;
}

/** Which open lines are wanted. */
export interface OpenLineFilter {
  readonly reason?: string | undefined;
  /** `YYYY-MM-DD` that the line begins with; it is all the time an unreadable line has. */
  readonly day?: string | undefined;
  readonly position?: number | undefined;
  readonly source?: string | undefined;
}

/** Where a page of open lines goes on and how long it is. */
export interface OpenLinePage {
  readonly limit: number;
  /** The last line of the page before; `null` for the first page. */
  readonly after: Pick<OpenLine, 'source' | 'partition' | 'position'> | null;
}

/** Open lines by reason, and some of them. */
export interface OpenLines {
  readonly counts: Readonly<Record<string, number>>;
  readonly lines: readonly OpenLine[];
}

const SHOWN_ID = 12;

/**
 * The lines that cannot be used now, what settling left of them, in order of source and position.
 *
 * @param limit most lines that are given; counts are over all
 */
export async function openLines(
  tables: Tables,
  lake: { readonly segments: readonly Segment[]; readonly settlements: Settlements },
  filter: OpenLineFilter,
  limit: number,
): Promise<OpenLines> {
  const relation = relationOf(lake.segments, lake.settlements);
  if (relation === null) return { counts: {}, lines: [] };
  const where = conditionsOf(filter);
  const counts = await tables.rows<{ reason: string; count: number }>(
    `SELECT reason, count(*) AS count FROM ${relation} WHERE ${where} GROUP BY reason ORDER BY reason`,
  );
  const lines = await tables.rows<OpenLine>(
    `SELECT ${COLUMNS}
     FROM ${relation} WHERE ${where}
     ORDER BY row_number() OVER (PARTITION BY reason ORDER BY source, partition, position), reason, source, partition, position
     LIMIT ${limit}`,
  );
  return { counts: Object.fromEntries(counts.map(({ reason, count }) => [reason, count])), lines };
}

const COLUMNS = `id || '-' || position AS id, source, partition, position, reason, line,
       bytes_base64 AS "bytesBase64"`;

/** A page of the open lines in order of source, partition and position; counts are over all. */
export async function pageOfOpenLines(
  tables: Tables,
  lake: { readonly segments: readonly Segment[]; readonly settlements: Settlements },
  filter: OpenLineFilter,
  { limit, after }: OpenLinePage,
): Promise<{
  readonly counts: readonly { reason: string; source: string; lines: number }[];
  readonly lines: OpenLine[];
}> {
  const relation = relationOf(lake.segments, lake.settlements);
  if (relation === null) return { counts: [], lines: [] };
  const where = conditionsOf(filter);
  const counts = await tables.rows<{ reason: string; source: string; lines: number }>(
    `SELECT reason, source, count(*) AS lines FROM ${relation} WHERE ${where}
     GROUP BY reason, source ORDER BY reason, source`,
  );
  const on =
    after === null
      ? 'true'
      : `(source, partition, position) > (${sqlString(after.source)}, ${after.partition}, ${after.position})`;
  const lines = await tables.rows<OpenLine>(
    `SELECT ${COLUMNS} FROM ${relation} WHERE ${where} AND ${on}
     ORDER BY source, partition, position LIMIT ${limit}`,
  );
  return { counts, lines };
}

/**
 * The open line of a position, or of an id as `openLines` gives it.
 *
 * @returns all that fit; several when one position is open in several logs
 */
export async function findOpenLines(
  tables: Tables,
  {
    segments,
    settlements,
  }: { readonly segments: readonly Segment[]; readonly settlements: Settlements },
  name: string,
): Promise<readonly OpenLine[]> {
  const [, id = '', digits] = /^(?:([0-9a-f]+)-)?(\d{1,15})$/.exec(name) ?? [];
  if (digits === undefined) return [];
  const named = segments.filter((segment) => segment.id.startsWith(id));
  const filter = { position: Number(digits) };
  return (await openLines(tables, { segments: named, settlements }, filter, 100)).lines;
}

function relationOf(segments: readonly Segment[], settlements: Settlements): string | null {
  const parts = (['quarantine', 'pending'] as const).flatMap((file) =>
    unsettledFiles(segments, settlements, file).map(({ path, segment }) => {
      const { source, partition } = segment.manifest.content;
      const columns =
        file === 'quarantine'
          ? 'reason, line, bytes_base64'
          : `'pending' AS reason, line, NULL::VARCHAR AS bytes_base64`;
      return `SELECT ${sqlString(segment.id.slice(0, SHOWN_ID))} AS id, ${sqlString(source)} AS source,
        ${partition} AS partition, position, ${columns} FROM read_parquet(${sqlString(path)})`;
    }),
  );
  return parts.length === 0 ? null : `(${parts.join(' UNION ALL ')})`;
}

const conditionsOf = ({ reason, day, position, source }: OpenLineFilter): string =>
  [
    'true',
    ...(reason === undefined ? [] : [`reason = ${sqlString(reason)}`]),
    ...(day === undefined ? [] : [`starts_with(line, ${sqlString(day)})`]),
    ...(source === undefined ? [] : [`source = ${sqlString(source)}`]),
    ...(position === undefined ? [] : [`position = ${position}`]),
  ].join(' AND ');
