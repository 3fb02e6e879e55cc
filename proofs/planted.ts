import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proof, ProofResult } from './proof.ts';
import { PLANTED, type PlantedEvent } from './planted/events.ts';
import { liveWeeks, type JudgedDay, type WeeksSetting } from './planted/live-weeks.ts';
import { powerAgainstLostAges, type Power } from './planted/power.ts';
import type { DayProfile } from '../src/monitoring/drift/day-profile.ts';
import { FALSE_ALARM_RATE } from '../src/monitoring/index.ts';

/** How large the simulated services are, and how many weeks of them are judged. */
export interface PlantedSetting extends Omit<WeeksSetting, 'seed' | 'incidents' | 'judgedDays'> {
  /** Seeds of the services with an event. */
  readonly seeds: readonly number[];
  /** Seeds of the services in which nothing happens. */
  readonly cleanSeeds: readonly number[];
  /** Judged days before the day of an event: those must be quiet. */
  readonly quietDays: number;
  /** Judged days of a service in which nothing happens. */
  readonly cleanDays: number;
  readonly events?: readonly PlantedEvent[];
}

/**
 * Lets services live for weeks, with one planted event each or with none, and holds what the daily
 * reports say of drift against what was planted. The reports know nothing of it: they read the log
 * and the catalogue.
 */
export async function planted(
  setting: PlantedSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const rows: Record<string, number | string>[] = [];
  for (const event of setting.events ?? PLANTED)
    for (const seed of setting.seeds) {
      const incidents = [event.incident(setting.historyDays + setting.quietDays)];
      const days = await inFolder((folder) =>
        liveWeeks({ ...scaled(setting, event), seed, incidents }, folder),
      );
      const row = judged(event, seed, days, setting.historyDays + setting.quietDays);
      say(`${event.kind}, seed ${seed}: ${row['found']} (${row['said']})`);
      rows.push(row);
    }
  const clean: JudgedDay[] = [];
  const services: (readonly DayProfile[])[] = [];
  for (const seed of setting.cleanSeeds) {
    const days = await inFolder((folder) =>
      liveWeeks({ ...setting, judgedDays: setting.cleanDays, seed, incidents: [] }, folder),
    );
    clean.push(...days);
    services.push(days.at(-1)!.profiles);
    const alarms = days.filter(({ drift }) => drift.drifted.length > 0);
    say(`clean, seed ${seed}: ${alarms.length} of ${days.length} days${wordsOf(alarms)}`);
  }
  return resultOf(rows, clean, powerAgainstLostAges(services, [0.01, 0.02, 0.05, 0.1]));
}

const scaled = (
  setting: PlantedSetting,
  { scale = { users: 1, activity: 1 } }: PlantedEvent,
): Omit<WeeksSetting, 'seed' | 'incidents'> => ({
  ...setting,
  users: setting.users * scale.users,
  activity: scale.activity,
  judgedDays: setting.quietDays + 1,
});

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-planted-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judged(
  event: PlantedEvent,
  seed: number,
  days: readonly JudgedDay[],
  eventDay: number,
): Record<string, number | string> {
  const onDay = days.find(({ number }) => number === eventDay)!;
  const before = days.filter(({ number }) => number < onDay.number);
  const named = onDay.drift.drifted.find((drift) => event.isNamed(drift, onDay));
  const caused = event.cameWith(onDay.drift.cameWith);
  return {
    event: event.kind,
    seed,
    found: named === undefined ? 'missed' : caused ? 'found' : 'found, cause not named',
    field: named?.field ?? '',
    segment: named?.segment ?? '',
    firstHour: named?.firstHour.slice(11, 16) ?? '',
    severity: named?.severity ?? '',
    blocksTraining: String(onDay.drift.blocksTraining),
    quietDaysBefore: before.filter(({ drift }) => drift.drifted.length === 0).length,
    daysBefore: before.length,
    said: onDay.drift.drifted.map(({ field, segment }) => `${field}: ${segment}`).join('; '),
  };
}

const wordsOf = (alarms: readonly JudgedDay[]): string =>
  alarms
    .map(({ day, drift }) => `; ${day} ${drift.drifted.map(({ field }) => field).join(', ')}`)
    .join('');

function resultOf(
  rows: readonly Record<string, number | string>[],
  clean: readonly JudgedDay[],
  power: readonly Power[],
): ProofResult {
  const quiet = [
    ...clean.map(({ drift }) => drift.drifted.length === 0),
    ...rows.flatMap((row) =>
      Array.from(
        { length: Number(row['daysBefore']) },
        (_, k) => k < Number(row['quietDaysBefore']),
      ),
    ),
  ];
  const alarms = quiet.filter((isQuiet) => !isQuiet).length;
  const found = rows.filter((row) => row['found'] === 'found').length;
  return {
    figures: {
      events: rows,
      eventsPlanted: rows.length,
      eventsFound: found,
      cleanDays: quiet.length,
      cleanDaysWithAlarm: alarms,
      measuredFalseAlarmRate: quiet.length === 0 ? 0 : alarms / quiet.length,
      statedFalseAlarmRate: FALSE_ALARM_RATE,
      powerAgainstLostAges: power,
    },
    holds: found === rows.length && alarms <= mostAlarms(quiet.length),
  };
}

/** What a rate no higher than the stated one exceeds with a chance below 5 % (binomial). */
export function mostAlarms(days: number): number {
  let [k, chance] = [0, (1 - FALSE_ALARM_RATE) ** days];
  let below = chance;
  while (below < 0.95) {
    chance *= ((days - k) / (k + 1)) * (FALSE_ALARM_RATE / (1 - FALSE_ALARM_RATE));
    below += chance;
    k++;
  }
  return k;
}

/** The proof as it is run by hand. */
export const plantedProof: Proof = {
  name: 'planted',
  claim:
    'A dead hour, a morning of voided answers, a launch, a bad release, a shift of taste and a broken age field are each found by the report of their day and named rightly, and clean days raise no more alarms than stated.',
  run: (say) =>
    planted(
      {
        users: 1000,
        movies: 1200,
        historyDays: 14,
        quietDays: 3,
        seeds: [1, 2],
        cleanSeeds: [11, 12, 13],
        cleanDays: 28,
      },
      say,
    ),
};
