import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotContent } from '../../catalogue/index.ts';
import type { Finding } from '../../domain/finding.ts';
import { issueQuality, QUALITY_FILES } from '../../pipeline/index.ts';
import { QUALITY } from '../../quality/index.ts';
import type { ReportSources } from '../measure-day.ts';
import type { Drift } from './drift-schema.ts';

/** Depends on when the check is made, not on the day. */
const OF_THE_CLOCK = 'contract-freshness';

/**
 * The checks of the data that found something on a day: damage beyond the usual in the report, and
 * what the contracts say. Where nobody held the day against its contracts yet, that is done now.
 *
 * @param found findings of the report
 */
export async function brokenQuality(
  sources: ReportSources,
  day: string,
  found: readonly Finding[],
): Promise<string[]> {
  const damage = found.filter(
    ({ check, severity }) => severity !== 'note' && check.startsWith('quarantined-'),
  );
  const path = join(sources.home.reports, 'quality', day, QUALITY_FILES.json);
  const { findings } = existsSync(path)
    ? QUALITY.parse(JSON.parse(readFileSync(path, 'utf8')))
    : (await issueQuality(sources, { day, contracts: null })).quality;
  const broken = findings.filter(
    ({ check, severity }) => severity !== 'note' && check !== OF_THE_CLOCK,
  );
  const names = broken.map(({ check, table, field }) =>
    table === undefined ? check : `${check} of ${table}${field ? `.${field}` : ''}`,
  );
  return [...new Set([...damage.map(({ check }) => check), ...names])].sort();
}

/** How the catalogue differs from that of the day before; `null` when it does not, or nobody knows. */
export async function catalogueChange(
  { artifacts }: ReportSources,
  before: string | null,
  now: string | null,
): Promise<Drift['cameWith']['catalogue']> {
  if (before === null || now === null || before === now) return null;
  const snapshots = await artifacts.list<SnapshotContent>('catalogue');
  const contentOf = (wanted: string): SnapshotContent | undefined =>
    snapshots.find(({ id }) => id === wanted)?.manifest.content;
  const [old, fresh] = [contentOf(before), contentOf(now)];
  if (old === undefined || fresh === undefined)
    return `snapshot ${now.slice(0, 8)} in place of ${before.slice(0, 8)}`;
  const parts = [
    old.itemsHash === fresh.itemsHash ? '' : `movies ${old.itemCount} → ${fresh.itemCount}`,
    old.usersHash === fresh.usersHash ? '' : `users ${old.userCount} → ${fresh.userCount}`,
  ].filter(Boolean);
  return `snapshot ${now.slice(0, 8)} in place of ${before.slice(0, 8)}: ${parts.join(', ')}`;
}
