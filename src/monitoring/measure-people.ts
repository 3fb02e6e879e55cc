import type { DaySource } from './day-source.ts';
import { rounded } from './ratio.ts';
import type { ReportContent } from './report.ts';

/** Who was there, what they rated, and what the ledger accepted; reads `users`. */
export async function measurePeople({ tables, dayEvents, table }: DaySource): Promise<
  Pick<ReportContent, 'ratings' | 'accounts' | 'users' | 'usersFirstSeen'> & {
    readonly accepted: ReportContent['ledger']['accepted'];
  }
> {
  const [row] = await tables.rows<Row>(`SELECT
      count(*) FILTER (WHERE kind = 'watch') AS watch,
      count(*) FILTER (WHERE kind = 'rating') AS rating,
      count(*) FILTER (WHERE kind = 'recommendation') AS recommendation,
      count(*) FILTER (WHERE kind = 'account') AS account,
      sum(rating) AS rated FROM ${dayEvents}`);
  const [people] = await tables.rows<{ users: number; first: number }>(
    `SELECT count(*) AS users, count(*) FILTER (WHERE is_new) AS first FROM ${table('users')}`,
  );
  const { rated, ...accepted } = row!;
  return {
    ratings: {
      count: accepted.rating,
      mean: accepted.rating === 0 ? null : rounded(rated! / accepted.rating),
    },
    accounts: accepted.account,
    users: people!.users,
    usersFirstSeen: people!.first,
    accepted,
  };
}

interface Row {
  readonly watch: number;
  readonly rating: number;
  readonly recommendation: number;
  readonly account: number;
  readonly rated: number | null;
}
