import { z } from 'zod';
import type { Metadata } from '../store/index.ts';
import type { ReportContent } from './report.ts';

const MOVE = z.object({ alias: z.string(), from: z.string().nullable(), to: z.string() });

/**
 * Who was champion when the day began and how that changed, from the audit. The audit is kept by
 * our own clock: the stretch to look at is given in that clock, both ends included.
 */
export async function measureChampion(
  metadata: Metadata,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReportContent['champion']> {
  const rows = await metadata
    .selectFrom('audit')
    .select(['at', 'actor', 'action', 'details'])
    .orderBy('entry')
    .execute();
  const moves = rows.flatMap(({ at, actor, action, details }) => {
    const move = MOVE.safeParse(JSON.parse(details)).data;
    return move?.alias === 'champion' ? [{ at, actor, action, from: move.from, to: move.to }] : [];
  });
  const before = moves.filter(({ at }) => Date.parse(at) < fromMs);
  return {
    atStart: before.at(-1)?.to ?? null,
    changes: moves.filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) <= toMs),
    fromWallClock: new Date(fromMs).toISOString(),
    toWallClock: new Date(toMs).toISOString(),
  };
}
