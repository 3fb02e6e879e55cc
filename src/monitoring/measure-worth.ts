import { holdoutRateOf, type KeptAssignment } from '../rollout/index.ts';
import type { Metadata } from '../store/index.ts';
import { buildBeforeTable, loadArms } from './arm-outcomes.ts';
import { dropWorkingTables, type DaySource } from './day-source.ts';
import { experimentDays } from './experiment-days.ts';
import { dateOf, daysOf, rangeWindow } from './report-window.ts';
import { buildAnswerTables, buildSittingTables } from './sitting-tables.ts';
import { upliftOf } from './uplift.ts';
import type { Uplift, Worth } from './worth-schema.ts';

const RULES = [
  'Some users, drawn by chance and for good, get lists that are not personal. Everybody who asked at least once counts in the arm that was drawn, with all they watched, whatever list they saw.',
  'Worth is the difference of both arms in minutes of film per user and day. It is what personal lists add to lists that are not personal; what any list adds to none is not measured.',
  'Minutes after a list are credit, not worth: some would have been watched anyway. How many follows from the same difference.',
];

/** What the recommendations of the day, and of the days up to it, were worth. */
export async function measureWorth(source: DaySource, metadata: Metadata): Promise<Worth> {
  const days = await experimentDays(source, metadata);
  if (days === null)
    return { experiment: null, notPersonalRate: null, day: null, range: null, rules: RULES };
  await buildBeforeTable(source, days.firstMs);
  const before = source.table('before');
  const day = await measureUplift(source, days.onDay, before);
  const range =
    days.latestMs.length === 1
      ? day
      : await withWindow(source, days.latestMs[0]!, (wider) =>
          measureUplift(wider, days.onLatest, before),
        );
  const { record } = days.onDay.at(-1)!;
  return {
    experiment: `${record.experiment}@${record.version}`,
    notPersonalRate: holdoutRateOf(record),
    day,
    range,
    rules: RULES,
  };
}

/** The uplift over the window of a source whose answers and sittings are built. */
export async function measureUplift(
  source: DaySource,
  versions: readonly KeptAssignment[],
  before: string,
): Promise<Uplift> {
  const { window } = source;
  const { personal, notPersonal, leftOut } = await loadArms(source, versions, before);
  const days = daysOf(window);
  return {
    fromDay: dateOf(window.startMs),
    toDay: window.day,
    days,
    leftOut,
    ...upliftOf(personal, notPersonal, days),
  };
}

/** Lets something be measured over the days from an instant to the last one of a source. */
export async function withWindow<T>(
  source: DaySource,
  fromMs: number,
  measure: (wider: DaySource) => Promise<T>,
): Promise<T> {
  const window = rangeWindow(dateOf(fromMs), source.window.day)!;
  const wider = source.over(window, 'held');
  try {
    await buildAnswerTables(wider);
    await buildSittingTables(wider);
    return await measure(wider);
  } finally {
    await dropWorkingTables(wider);
  }
}
