import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSnapshot } from '../catalogue/index.ts';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import { dayOf } from '../domain/event-time.ts';
import { liveSegments, newestSettlements, type Segment } from '../ingest/index.ts';
import { loadContracts, QUALITY, qualityPage, type Quality } from '../quality/index.ts';
import { writeFileDurably, type ArtifactStore, type Home, type Tables } from '../store/index.ts';
import { checkQuality } from './check-quality.ts';

/** Files of a check. */
export const QUALITY_FILES = { json: 'quality.json', html: 'quality.html' } as const;

/** A check that was written down. */
export interface IssuedQuality {
  readonly quality: Quality;
  /** Folder that holds the document and its page. */
  readonly folder: string;
}

/**
 * Holds lake and catalogue against the contracts in force and writes `quality.json` and
 * `quality.html` to `reports/quality/`, into a folder of the day or `all`.
 *
 * @param request.day `YYYY-MM-DD`, or `null` for everything
 * @param request.contracts folder, or `null` for the home's own or the shipped ones
 * @throws InputError `CONTRACT_INVALID`, `CONTRACTS_MISSING`; NotFoundError `CHECK_DAY_EMPTY`;
 *   UnavailableError `DISK_FULL`
 */
export async function issueQuality(
  {
    home,
    artifacts,
    tables,
    clock,
  }: {
    readonly home: Home;
    readonly artifacts: ArtifactStore;
    readonly tables: Tables;
    readonly clock: Clock;
  },
  request: { readonly day: string | null; readonly contracts: string | null },
): Promise<IssuedQuality> {
  const { day } = request;
  const contracts = loadContracts(home, request.contracts);
  const segments = await liveSegments(artifacts);
  const nowMs = clock.nowMs();
  const snapshot = await currentSnapshot(home, artifacts);
  const settlements = await newestSettlements(artifacts);
  const scope = { tables, segments, settlements, snapshot, day, asOfMs: null, nowMs };
  const facts = await checkQuality(contracts, scope);
  if (day !== null && !facts.tables.some(({ table, rows }) => table === 'events' && rows))
    throw errorOf('CHECK_DAY_EMPTY', { day, found: spanOf(segments) });
  const quality = QUALITY.parse({ ...facts, checkedAt: new Date(nowMs).toISOString() });
  const folder = join(home.reports, 'quality', day ?? 'all');
  mkdirSync(folder, { recursive: true });
  writeChanged(join(folder, QUALITY_FILES.html), qualityPage(quality));
  writeChanged(join(folder, QUALITY_FILES.json), `${JSON.stringify(quality, null, 2)}\n`);
  return { quality, folder };
}

function writeChanged(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileDurably(path, text);
}

function spanOf(segments: readonly Segment[]): string {
  const firsts = segments.flatMap(({ manifest }) => manifest.content.minTimeMs ?? []);
  const lasts = segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
  if (firsts.length === 0) return 'no line at all';
  return `lines from ${dayOf(Math.min(...firsts))} to ${dayOf(Math.max(...lasts))}`;
}
