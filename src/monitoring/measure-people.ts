import type { DaySource } from './day-source.ts';
import { rounded } from './ratio.ts';
import type { ReportContent } from './report.ts';

/** Who was there, what they rated, and what the ledger accepted. */
export async function measurePeople({ tables, window, events, dayEvents }: DaySource): Promise<
  Pick<ReportContent, 'ratings' | 'accounts' | 'users' | 'usersFirstSeen'> & {
    readonly accepted: ReportContent['ledger']['accepted'];
  }
> {
  const [row] = await tables.rows<Row>(`SELECT
      count(*) FILTER (WHERE kind = 'watch') AS watch,
      count(*) FILTER (WHERE kind = 'rating') AS rating,
      count(*) FILTER (WHERE kind = 'recommendation') AS recommendation,
      count(*) FILTER (WHERE kind = 'account') AS account,
      sum(rating) AS rated, count(DISTINCT user_id) AS users FROM ${dayEvents}`);
  const [first] = await tables.rows<{ n: number }>(`SELECT count(*) AS n FROM
    (SELECT DISTINCT user_id FROM ${dayEvents})
    ANTI JOIN (SELECT DISTINCT user_id FROM ${events(0, window.startMs)}) USING (user_id)`);
  const { rated, users, ...accepted } = row!;
  return {
    ratings: {
      count: accepted.rating,
      mean: accepted.rating === 0 ? null : rounded(rated! / accepted.rating),
    },
    accounts: accepted.account,
    users,
    usersFirstSeen: first!.n,
    accepted,
  };
}

interface Row {
  readonly watch: number;
  readonly rating: number;
  readonly recommendation: number;
  readonly account: number;
  readonly rated: number | null;
  readonly users: number;
}
