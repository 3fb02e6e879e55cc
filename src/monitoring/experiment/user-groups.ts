import { userId, type UserId } from '../../domain/ids.ts';
import { ageBandOf } from '../../features/index.ts';
import { sqlString } from '../../store/index.ts';
import { knownCatalogue } from '../known-catalogue.ts';
import type { LogNow } from './log-now.ts';
import type { UserSegments } from './report-input.ts';
import type { FactsPorts } from './step-watch.ts';

const PIECE = 5000;

/**
 * The groups that users belong to: `tenure` by whether the log knew them before an instant, `age-band` and
 * `gender` by the catalogue.
 */
export async function userGroups(
  { home, artifacts, tables }: FactsPorts,
  users: readonly UserId[],
  { log, beforeMs }: { readonly log: LogNow; readonly beforeMs: number },
): Promise<ReadonlyMap<UserId, UserSegments>> {
  const catalogue = await knownCatalogue(home, artifacts);
  const groups = new Map<UserId, UserSegments>();
  await tables.run('CREATE OR REPLACE TEMP TABLE grouped_users (user_id VARCHAR)');
  for (let from = 0; from < users.length; from += PIECE) {
    const rows = users.slice(from, from + PIECE).map((id) => `(${sqlString(id)})`);
    await tables.run(`INSERT INTO grouped_users VALUES ${rows.join(', ')}`);
  }
  await tables.columns(
    `SELECT g.user_id, k.user_id IS NOT NULL, u.age, u.gender FROM grouped_users AS g
    LEFT JOIN (SELECT DISTINCT user_id FROM ${log.events(0, beforeMs)}) AS k ON k.user_id = g.user_id
    LEFT JOIN ${catalogue.users} AS u ON u.user_id = g.user_id`,
    ([ids, known, ages, genders], count) => {
      for (let row = 0; row < count; row++)
        groups.set(userId(ids![row] as string), {
          tenure: known![row] === true ? 'returning' : 'new',
          'age-band': ages![row] === null ? 'unknown' : ageBandOf(ages![row] as number),
          gender: (genders![row] as string | null) ?? 'unknown',
        });
    },
  );
  await tables.run('DROP TABLE grouped_users');
  return groups;
}
