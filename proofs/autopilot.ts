import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation } from '../src/compose.ts';
import { openHome } from '../src/store/index.ts';
import { writeConfig, type CanarySetting } from './autopilot/config.ts';
import { daysTable } from './autopilot/days-table.ts';
import { liveDay, type DayRow } from './autopilot/day.ts';
import { MISSED, type Fault } from './autopilot/faults.ts';
import {
  endOfDay,
  openLiveService,
  type LiveService,
  type ServiceSetting,
} from './autopilot/service.ts';
import { servedVersion, triesOf } from './autopilot/settle.ts';
import { freePort, startUp } from './autopilot/up.ts';
import type { Proof, ProofResult } from './proof.ts';

/** How large the service is, how long it is left alone, and what goes wrong when. */
export interface AutopilotSetting extends ServiceSetting {
  readonly days: number;
  readonly canary: CanarySetting;
  /** By day, counted from 0 at the first with our lists; a fault without an occasion waits for one. */
  readonly faults: Readonly<Record<number, Fault>>;
}

/** Minutes of a visit, as a part of what they are, that a change may cost by chance. */
const TOLERANCE = 0.03;

/**
 * Leaves an installation alone for some simulated days: `up` follows the log of a service whose
 * viewers get its lists, trains every night, proves what it trained in production, and something goes
 * wrong on some of them. Before and after everything that may change who serves, the same viewers are
 * asked at the same instant, so that what it changed is told by the simulator's truth, viewer by viewer.
 */
export async function autopilot(
  setting: AutopilotSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-autopilot-'));
  const port = await freePort();
  const service = await openLiveService(setting, folder, port);
  const [config, homePath] = [join(folder, 'showrunner.yaml'), join(folder, 'home')];
  writeConfig(config, service, { ...setting, port });
  const installation = await openInstallation(openHome(homePath));
  const up = startUp(config, homePath);
  const said = (): string => up.heard.join('\n');
  try {
    const { historyDays } = setting;
    await triesOf(installation, endOfDay(historyDays - 1), said);
    say(`The first champion is ${(await servedVersion(installation, port)) ?? 'nobody'}.`);
    const rows: DayRow[] = [];
    const waiting: Fault[] = [];
    for (let day = 0; day < setting.days; day++) {
      const fault = setting.faults[day] ?? waiting.shift();
      const when = { day: day + 1, endMs: endOfDay(historyDays + day), fault: fault ?? null };
      const row = await liveDay({ installation, service, up, port }, when);
      if (fault !== undefined && row.harm === MISSED) waiting.push(fault);
      say(JSON.stringify(row));
      rows.push(row);
    }
    return resultOf(setting, rows, service);
  } catch (thrown) {
    say(said());
    throw thrown;
  } finally {
    await up.stop();
    service.close();
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a change left the viewers with worse lists beyond chance and tolerance. */
const isWorse = (high: number): boolean => high < -TOLERANCE;

/** A training that was killed must have failed for it; what else was done shows in the lists. */
const isDone = ({ fault, harm, tries }: DayRow): boolean =>
  harm !== '' &&
  harm !== MISSED &&
  (fault !== 'killed-training' || tries.startsWith('failed')) &&
  (fault !== 'bad-data' || tries === 'held');

function resultOf(
  { days, faults }: AutopilotSetting,
  rows: readonly DayRow[],
  { answered }: LiveService,
): ProofResult {
  const planted = Object.values(faults).length;
  const done = rows.filter(isDone).length;
  const worse = rows
    .flatMap(({ evening, night }) => [evening, night])
    .filter(({ high }) => isWorse(high)).length;
  const count = (of: (row: DayRow) => boolean): number => rows.filter(of).length;
  const trained = count(({ tries }) => tries.endsWith('done'));
  const held = count(({ tries }) => tries.endsWith('held'));
  return {
    figures: {
      days: rows.map(({ evening, night, ...row }) => ({
        ...row,
        ...named('evening', evening),
        ...named('night', night),
      })),
      faultsPlanted: planted,
      faultsDone: done,
      nightsTrained: trained,
      nightsHeldByAGate: held,
      shadowsPassed: count(({ byNight }) => /shadow passed/.test(byNight)),
      canariesPromoted: count(({ byEvening }) => /canary promoted/.test(byEvening)),
      changesThatMadeListsWorse: worse,
      tolerance: TOLERANCE,
      requests: answered.asked,
      invalid: answered.invalid,
      misshapen: answered.misshapen,
      missing: answered.missing,
    },
    table: daysTable(rows),
    holds:
      rows.length === days &&
      done === planted &&
      trained + held === days &&
      worse === 0 &&
      answered.invalid === 0 &&
      answered.misshapen === 0,
  };
}

const named = (name: string, values: object): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `${name}${key[0]!.toUpperCase()}${key.slice(1)}`,
      value as number,
    ]),
  );

/** The proof as it is run by hand: ten days, each fault once, and quiet nights between them. */
export const autopilotProof: Proof = {
  name: 'autopilot',
  claim:
    'Ten days of nightly retraining and release by shadow and canary, left alone, with a bad day of data, a killed training, a corrupt model, serving killed during a switch, and a champion damaged on disk before serving starts again: no change makes the lists worse by the truth of the simulator, and every answer is 20 different known movies.',
  run: (say) =>
    autopilot(
      {
        users: 2500,
        movies: 800,
        historyDays: 5,
        days: 10,
        seed: 7,
        canary: { toleranceMinutes: 10, minimumUsers: 60 },
        faults: {
          1: 'bad-data',
          3: 'killed-training',
          4: 'killed-switch',
          6: 'corrupt-artifact',
          8: 'damaged-champion',
        },
      },
      say,
    ),
};
