import type { KeptAssignment } from '../rollout/index.ts';
import { steadyArmSql } from './arm-sql.ts';
import type { DaySource } from './day-source.ts';
import type { ArmOutcomes } from './uplift.ts';

/** The users of a window who asked at least once, by arm. */
export interface ArmsOfWindow {
  readonly personal: ArmOutcomes;
  readonly notPersonal: ArmOutcomes;
  /** Users whose arm was told, or changed within the window. */
  readonly leftOut: number;
}

const BEFORE_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Makes `before`: what users watched in the week before an instant. Who had no event at all then is
 * not in it.
 */
export async function buildBeforeTable(source: DaySource, untilMs: number): Promise<void> {
  await source.tables.run(`CREATE OR REPLACE TEMP TABLE ${source.table('before')} AS
    SELECT user_id, CAST(coalesce(sum(coalesce(watched_minutes, 1)) FILTER (WHERE kind = 'watch'), 0)
      AS DOUBLE) AS minutes
    FROM ${source.events(untilMs - BEFORE_DAYS * DAY_MS, untilMs)} GROUP BY user_id`);
}

/**
 * Reads the arms from `answers`, `sittings` and `followed` of a window, by users in order of their
 * ids. @param before name of the table `before`
 */
export async function loadArms(
  { tables, table }: DaySource,
  versions: readonly KeptAssignment[],
  before: string,
): Promise<ArmsOfWindow> {
  const arm = steadyArmSql(
    versions.map(({ record }) => record),
    'user_id',
  );
  const arms = { personal: columnsOf(), 'not-personal': columnsOf() };
  let leftOut = 0;
  await tables.columns(
    `WITH asked AS (SELECT DISTINCT user_id FROM ${table('answers')} WHERE in_day),
    watched AS (SELECT user_id, CAST(sum(day_minutes) AS DOUBLE) AS minutes
      FROM ${table('sittings')} GROUP BY user_id),
    credited AS (SELECT user_id, CAST(sum(day_minutes) AS DOUBLE) AS minutes
      FROM ${table('followed')} GROUP BY user_id)
    SELECT ${arm}, coalesce(w.minutes, 0), coalesce(c.minutes, 0), b.minutes
    FROM asked LEFT JOIN watched AS w USING (user_id) LEFT JOIN credited AS c USING (user_id)
      LEFT JOIN ${before} AS b USING (user_id)
    ORDER BY user_id`,
    ([ofArm, minutes, credited, earlier], rowCount) => {
      for (let row = 0; row < rowCount; row++) {
        const name = ofArm![row] as keyof typeof arms | null;
        if (name === null) leftOut++;
        else
          for (const [key, column] of [
            ['minutes', minutes],
            ['credited', credited],
            ['before', earlier],
          ] as const)
            arms[name][key].push((column![row] as number | null) ?? Number.NaN);
      }
    },
  );
  return {
    personal: outcomesOf(arms.personal),
    notPersonal: outcomesOf(arms['not-personal']),
    leftOut,
  };
}

interface Columns {
  readonly minutes: number[];
  readonly credited: number[];
  readonly before: number[];
}

const columnsOf = (): Columns => ({ minutes: [], credited: [], before: [] });

const outcomesOf = ({ minutes, credited, before }: Columns): ArmOutcomes => ({
  minutes: Float64Array.from(minutes),
  credited: Float64Array.from(credited),
  before: Float64Array.from(before),
});
