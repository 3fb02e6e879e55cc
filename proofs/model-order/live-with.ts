import type { Scorer } from '../../src/evaluation/index.ts';
import type { VisitTruth } from '../../src/simulator/index.ts';
import { modelLists } from './model-lists.ts';
import type { Knowledge, Service } from './service.ts';
import type { OrderSetting } from './setting.ts';

/** Users with fewer likes than this are thin. */
const THIN = 5;

/** Minutes of every account that was there at the start, a day; place user − 1. */
export interface UserMinutes {
  /** Expected over the viewers' taste shocks, given what they were shown. */
  readonly expected: Float64Array;
  /** What they did watch. */
  readonly watched: Float64Array;
  readonly visits: number;
}

/** Lives some days with a model's lists; every midnight it learns what was watched since. */
export async function liveWith(
  service: Service,
  { historyDays, days, users }: OrderSetting,
  scorers: { readonly model: Scorer; readonly popularity: Scorer },
): Promise<UserMinutes> {
  const [expected, watched] = [new Float64Array(users), new Float64Array(users)];
  let visits = 0;
  for (let day = historyDays; day < historyDays + days; day++) {
    const lists = modelLists(scorers, await service.learn());
    for (const visit of await service.liveThrough(day, lists)) {
      const at = Number(visit.userId) - 1;
      if (at >= users) continue;
      visits++;
      expected[at]! += visit.worth.shown.minutes / days;
      watched[at]! += watchedIn(visit) / days;
    }
  }
  return { expected, watched, visits };
}

const watchedIn = ({ took }: VisitTruth): number => took?.minutes ?? 0;

/** Accounts with 1 to 4 likes when our lists begin. */
export function thinUsers({ users }: OrderSetting, { positives }: Knowledge): readonly number[] {
  const counts = new Map<number, number>();
  for (const user of positives.users) counts.set(user, (counts.get(user) ?? 0) + 1);
  return positives.userIds.flatMap((userId, index) => {
    const [account, count] = [Number(userId) - 1, counts.get(index) ?? 0];
    return count >= 1 && count < THIN && account < users ? [account] : [];
  });
}
