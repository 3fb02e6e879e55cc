import { comparePaired, type Evaluation } from '../../src/evaluation/index.ts';
import { bootstrapMean, type Interval } from '../../src/math/bootstrap.ts';
import { meanOf } from '../../src/math/moments.ts';
import { seededRng } from '../../src/math/rng.ts';
import type { ProofResult } from '../proof.ts';
import type { UserMinutes } from './live-with.ts';
import { kendall, spearman, verdictOf } from './orders.ts';
import { BASELINE, type OrderSetting } from './setting.ts';

/** What was seen of all families. */
export interface Found {
  readonly live: readonly Evaluation[];
  readonly few: readonly Evaluation[];
  readonly minutes: ReadonlyMap<string, UserMinutes>;
  readonly thin: readonly number[];
}

/** Both orders, every pair of families in both, and the thin users' side. */
export function orderResult(setting: OrderSetting, found: Found): ProofResult {
  const { live, few, minutes, thin } = found;
  const names = setting.families;
  const offlineOf = new Map(live.map((one) => [one.model, one]));
  const fewOf = new Map(few.map((one) => [one.model, one]));
  const gain = (a: string, b: string, accounts: readonly number[] | null): Interval =>
    meanDifference(minutes.get(a)!.expected, minutes.get(b)!.expected, {
      accounts,
      seed: setting.seed,
    });
  const models = names.map((name) => {
    const own = minutes.get(name)!;
    const fewGain = comparePaired(fewOf.get(name)!, fewOf.get(BASELINE)!, { seed: setting.seed });
    return {
      family: name,
      offlineNdcg10: offlineOf.get(name)!.metrics.ndcg.mean!,
      trueMinutesPerUserDay: meanOf(own.expected),
      watchedMinutesPerUserDay: meanOf(own.watched),
      visits: own.visits,
      trueMinutesPerVisit: (meanOf(own.expected) * setting.users * setting.days) / own.visits,
      ...named('gainMinutesPerUserDay', gain(name, BASELINE, null)),
      ...named('thinGainMinutesPerUserDay', gain(name, BASELINE, thin)),
      ...named('fewGainNdcg10', { ...fewGain, mean: fewGain.difference }),
    };
  });
  const pairs = names.flatMap((first, i) =>
    names.slice(i + 1).map((second) => {
      const compared = comparePaired(offlineOf.get(first)!, offlineOf.get(second)!, {
        seed: setting.seed,
        resamples: 2000,
      });
      const offline = { mean: compared.difference, low: compared.low, high: compared.high };
      const truth = gain(first, second, null);
      return {
        first,
        second,
        ...named('offline', offline),
        ...named('truth', truth),
        verdict: verdictOf({ offline, truth }),
      };
    }),
  );
  const [offline, truth] = [
    models.map(({ offlineNdcg10 }) => offlineNdcg10),
    models.map(({ trueMinutesPerUserDay }) => trueMinutesPerUserDay),
  ];
  const contradictions = pairs.filter(({ verdict }) => verdict === 'contradict').length;
  const worseWhenThin = models.filter(
    (one) => one.thinGainMinutesPerUserDayHigh95 < 0 || one.fewGainNdcg10High95 < 0,
  );
  return {
    figures: {
      users: setting.users,
      historyDays: setting.historyDays,
      days: setting.days,
      offlineUsers: live[0]!.users,
      thinUsers: thin.length,
      fewCases: few[0]!.cases.userIds.length,
      spearman: spearman(offline, truth),
      kendall: kendall(offline, truth),
      pairsThatAgree: pairs.filter(({ verdict }) => verdict === 'agree').length,
      pairsThatTie: pairs.filter(({ verdict }) => verdict === 'tie').length,
      pairsThatContradict: contradictions,
      worseThanPopularityWhenThin: worseWhenThin.map(({ family }) => family).join(', '),
      models,
      pairs,
    },
    holds: contradictions === 0 && worseWhenThin.length === 0,
  };
}

/** Paired by account: mean of a − b with its interval. @param accounts all when `null` */
function meanDifference(
  a: Float64Array,
  b: Float64Array,
  { accounts, seed }: { readonly accounts: readonly number[] | null; readonly seed: number },
): Interval {
  const places = accounts ?? Array.from(a.keys());
  const differences = places.map((account) => a[account]! - b[account]!);
  return bootstrapMean(differences, places, { rng: seededRng(seed, 'model order') });
}

/** An interval under names that say what it is of. */
const named = <Name extends string>(
  name: Name,
  { mean, low, high }: Interval,
): { readonly [K in Name | `${Name}Low95` | `${Name}High95`]: number } =>
  ({ [name]: mean, [`${name}Low95`]: low, [`${name}High95`]: high }) as {
    [K in Name | `${Name}Low95` | `${Name}High95`]: number;
  };
