import { bootstrapRatio } from '../math/bootstrap-ratio.ts';
import { seededRng } from '../math/rng.ts';
import { TIERS, type Tier } from '../domain/receipt.ts';
import { ATTRIBUTION } from './attribution.ts';
import type { DaySource } from './day-source.ts';
import { ratio, rounded } from './ratio.ts';
import type { ReportContent } from './report.ts';

/** What the lists of one user, model version and tier led to. */
interface Outcome {
  readonly modelVersion: string | null;
  readonly tier: Tier | null;
  readonly userId: string;
  readonly answers: number;
  readonly exposures: number;
  readonly watches: number;
  readonly minutes: number;
  readonly positions: number;
}

/** Chance draws that intervals may cost; fewer resamples are taken for very many users. */
const MAX_DRAWS = 5_000_000;
const RESAMPLES = { least: 400, most: 2000 };

/** What the lists of the day led to, altogether and by who made them. */
export async function measureAttribution(
  source: DaySource,
): Promise<Pick<ReportContent, 'attribution' | 'versions'>> {
  const outcomes = await loadOutcomes(source);
  const sum = sumOf(outcomes);
  const rng = (...path: string[]) => seededRng(ATTRIBUTION.version, source.window.day, ...path);
  const groups = Map.groupBy(outcomes, ({ modelVersion, tier }) =>
    JSON.stringify([modelVersion, tier]),
  );
  return {
    attribution: {
      version: ATTRIBUTION.version,
      windowHours: ATTRIBUTION.windowHours,
      rules: [...ATTRIBUTION.rules],
      exposures: sum.exposures,
      watches: sum.watches,
      minutes: sum.minutes,
      watchesPerExposure: ratio(sum.watches, sum.exposures),
      minutesPerExposure: intervalOf(byUser(outcomes), rng('all')),
      meanPosition: ratio(sum.positions, sum.watches),
    },
    versions: [...groups].map(([key, members]) => {
      const { positions: _positions, ...sums } = sumOf(members);
      return {
        modelVersion: members[0]!.modelVersion,
        tier: members[0]!.tier,
        users: members.length,
        ...sums,
        minutesPerExposure: intervalOf(members, rng('version', key)),
      };
    }),
  };
}

/** Sorted by version, tier and user, so that seeded chance meets them in the same order. */
async function loadOutcomes({ tables, table }: DaySource): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await tables.columns(
    `SELECT r.model_version, r.tier, a.user_id, count(*), CAST(sum(len(a.item_ids)) AS BIGINT),
       CAST(coalesce(sum(c.watches), 0) AS BIGINT), CAST(coalesce(sum(c.minutes), 0) AS BIGINT),
       CAST(coalesce(sum(c.positions), 0) AS BIGINT)
     FROM ${table('answers')} AS a LEFT JOIN ${table('receipts')} AS r USING (answer_id)
     LEFT JOIN (
       SELECT answer_id, count(*) AS watches, sum(minutes) AS minutes, sum(position) AS positions
       FROM ${table('followed')} GROUP BY answer_id
     ) AS c USING (answer_id)
     WHERE a.in_day AND a.status = 200 GROUP BY ALL ORDER BY 1, 2, 3`,
    (columns, rowCount) => {
      for (let row = 0; row < rowCount; row++)
        outcomes.push({
          modelVersion: columns[0]![row] as string | null,
          tier: tierOf(columns[1]![row]),
          userId: columns[2]![row] as string,
          answers: columns[3]![row] as number,
          exposures: columns[4]![row] as number,
          watches: columns[5]![row] as number,
          minutes: columns[6]![row] as number,
          positions: columns[7]![row] as number,
        });
    },
  );
  return outcomes;
}

const tierOf = (value: unknown): Tier | null => TIERS.find((tier) => tier === value) ?? null;

type Sums = Pick<Outcome, 'answers' | 'exposures' | 'watches' | 'minutes' | 'positions'>;

const sumOf = (outcomes: readonly Sums[]): Sums =>
  outcomes.reduce<Sums>(
    (sum, outcome) => ({
      answers: sum.answers + outcome.answers,
      exposures: sum.exposures + outcome.exposures,
      watches: sum.watches + outcome.watches,
      minutes: sum.minutes + outcome.minutes,
      positions: sum.positions + outcome.positions,
    }),
    { answers: 0, exposures: 0, watches: 0, minutes: 0, positions: 0 },
  );

/** In order of the user's id. */
const byUser = (outcomes: readonly Outcome[]): Sums[] =>
  [...Map.groupBy(outcomes, ({ userId }) => userId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) => sumOf(members));

function intervalOf(
  users: readonly Sums[],
  rng: ReturnType<typeof seededRng>,
): ReportContent['attribution']['minutesPerExposure'] {
  if (users.length === 0) return null;
  const fair = Math.floor(MAX_DRAWS / users.length);
  const { mean, low, high } = bootstrapRatio(
    Float64Array.from(users, ({ minutes }) => minutes),
    Float64Array.from(users, ({ exposures }) => exposures),
    { rng, resamples: Math.max(RESAMPLES.least, Math.min(RESAMPLES.most, fair)) },
  );
  return { mean: rounded(mean), low: rounded(low), high: rounded(high) };
}
