import { userId } from '../../src/domain/ids.ts';
import { upliftOf, type ArmOutcomes, type UpliftFigures } from '../../src/monitoring/index.ts';
import { holdoutRecord, variantOf, type AssignmentRecord } from '../../src/rollout/index.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  parseSimulationConfig,
  type Recommender,
  type VisitTruth,
} from '../../src/simulator/index.ts';
import { armLists } from './arm-lists.ts';
import type { CoverageRun } from './setting.ts';
import { Watched } from './watched.ts';

/** What a run says of the worth of personal lists, with and without the days before. */
export interface RunOutcome {
  readonly uplift: UpliftFigures;
  readonly withoutBefore: UpliftFigures;
  /** Credited minutes per user-day of the personal arm. */
  readonly credited: number;
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);

/** Lets a service live through its history, then with both arms, and measures as the report does. */
export async function oneRun(run: CoverageRun): Promise<RunOutcome> {
  const { seed, users: userCount, movies: itemCount, historyDays, days } = run;
  const config = { seed, userCount, itemCount, startMs: START_MS, faults: NO_FAULTS };
  const simulation = createSimulation(createWorld(parseSimulationConfig(config)));
  const watched = new Watched();
  const live = async (untilDay: number, recommender: Recommender): Promise<VisitTruth[]> => {
    const visits: VisitTruth[] = [];
    for await (const batch of simulation.advance(START_MS + untilDay * DAY_MS, recommender))
      visits.push(...batch.visits);
    watched.note(visits);
    return visits;
  };
  const before = await live(historyDays, houseRecommender('mixed', simulation.house, seed));
  const record = holdoutRecord({ version: 1, salt: `salt of ${seed}`, rate: run.rate });
  const lists = await armLists(watched, record, START_MS + historyDays * DAY_MS);
  const lived: VisitTruth[] = [];
  for (let day = historyDays; day < historyDays + days; day++)
    lived.push(...(await live(day + 1, lists)));
  const arms = armsOf(lived, before, record);
  const [personal, notPersonal] = [arms.personal, arms['not-personal']];
  const credited = personal.credited.reduce((sum, minutes) => sum + minutes, 0);
  return {
    uplift: upliftOf(personal, notPersonal, days),
    withoutBefore: upliftOf(forgotten(personal), forgotten(notPersonal), days),
    credited: credited / personal.minutes.length / days,
  };
}

const NO_FAULTS = { inserted: 0, replaced: 0 };

const forgotten = (arm: ArmOutcomes): ArmOutcomes => ({
  ...arm,
  before: arm.before.map(() => Number.NaN),
});

/** The users who asked at least once, by arm. A visit's minutes count when it begins. */
function armsOf(
  visits: readonly VisitTruth[],
  before: readonly VisitTruth[],
  record: AssignmentRecord,
): Record<'personal' | 'not-personal', ArmOutcomes> {
  const earlier = minutesBy(before, () => true);
  const minutes = minutesBy(visits, () => true);
  const credited = minutesBy(visits, (position) => position > 0);
  const asked = new Set(visits.filter(({ status }) => status !== null).map((v) => v.userId));
  const of = (arm: string): ArmOutcomes => {
    const users = [...asked].filter((id) => variantOf(record, userId(id))?.arm === arm);
    const column = (from: ReadonlyMap<string, number>, otherwise: number): Float64Array =>
      Float64Array.from(users, (user) => from.get(user) ?? otherwise);
    return {
      minutes: column(minutes, 0),
      credited: column(credited, 0),
      before: column(earlier, Number.NaN),
    };
  };
  return { personal: of('personal'), 'not-personal': of('not-personal') };
}

function minutesBy(
  visits: readonly VisitTruth[],
  counts: (position: number) => boolean,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { userId: user, took } of visits) {
    const added = took !== null && counts(took.position) ? took.minutes : 0;
    sums.set(user, (sums.get(user) ?? 0) + added);
  }
  return sums;
}
