import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotContent } from '../../catalogue/index.ts';
import { InputError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { issueQuality, QUALITY_FILES } from '../../pipeline/index.ts';
import { counted } from '../../pages/index.ts';
import { QUALITY, type Quality } from '../../quality/index.ts';
import { sqlString } from '../../store/index.ts';
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
  const findings = existsSync(path)
    ? QUALITY.parse(JSON.parse(readFileSync(path, 'utf8'))).findings
    : await heldAgainstContracts(sources, day);
  const broken = findings.filter(
    ({ check, severity }) => severity !== 'note' && check !== OF_THE_CLOCK,
  );
  const names = broken.map(({ check, table, field }) =>
    table === undefined ? check : `${check} of ${table}${field ? `.${field}` : ''}`,
  );
  return [...new Set([...damage.map(({ check }) => check), ...names])].sort();
}

/** Contracts that cannot be read say nothing; `check` and `run` name what is wrong with them. */
async function heldAgainstContracts(
  sources: ReportSources,
  day: string,
): Promise<Quality['findings']> {
  try {
    return (await issueQuality(sources, { day, contracts: null })).quality.findings;
  } catch (thrown) {
    if (thrown instanceof InputError) return [];
    throw thrown;
  }
}

/**
 * How the catalogue differs from that of the day before: movies that came or went, users that are
 * told differently. New accounts are no change. `null` when it does not differ, or nobody knows.
 */
export async function catalogueChange(
  { artifacts, tables }: ReportSources,
  before: string | null,
  now: string | null,
): Promise<Drift['cameWith']['catalogue']> {
  if (before === null || now === null || before === now) return null;
  const snapshots = await artifacts.list<SnapshotContent>('catalogue');
  const snapshot = (wanted: string) => snapshots.find(({ id }) => id === wanted);
  const [old, fresh] = [snapshot(before), snapshot(now)];
  const name = `snapshot ${now.slice(0, 8)} in place of ${before.slice(0, 8)}`;
  if (old === undefined || fresh === undefined) return name;
  const file = (of: { folder: string }, table: string): string =>
    `read_parquet(${sqlString(join(of.folder, table))})`;
  const [row] = await tables.rows<{ came: number; went: number; users: number }>(`SELECT
    (SELECT count(*) FROM ${file(fresh, 'items.parquet')} ANTI JOIN ${file(old, 'items.parquet')} USING (item_id)) AS came,
    (SELECT count(*) FROM ${file(old, 'items.parquet')} ANTI JOIN ${file(fresh, 'items.parquet')} USING (item_id)) AS went,
    (SELECT count(*) FROM ${file(old, 'users.parquet')} AS o JOIN ${file(fresh, 'users.parquet')} AS n USING (user_id)
      WHERE o.age IS DISTINCT FROM n.age OR o.gender IS DISTINCT FROM n.gender) AS users`);
  const { came, went, users } = row!;
  const parts = [
    came > 0 ? `${counted(came, 'movie')} came` : '',
    went > 0 ? `${counted(went, 'movie')} went` : '',
    users > 0 ? `${counted(users, 'user')} with another age or gender` : '',
  ].filter(Boolean);
  return parts.length === 0 ? null : `${name}: ${parts.join(', ')}`;
}
