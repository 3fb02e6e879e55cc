import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation, type Installation } from '../src/compose.ts';
import { momentsOf } from '../src/math/arm-difference.ts';
import { openHome } from '../src/store/index.ts';
import { FAULTS, HARMS, type Fault } from './autopilot/faults.ts';
import { servedVersion, triesOf } from './autopilot/night.ts';
import { openLiveService, START_MS, writeConfig, type LiveService } from './autopilot/service.ts';
import type { ServiceSetting, Taken } from './autopilot/service.ts';
import { freePort, startUp, type RunningUp } from './autopilot/up.ts';
import type { Proof, ProofResult } from './proof.ts';

/** How large the service is, how long it is left alone, and what goes wrong when. */
export interface AutopilotSetting extends ServiceSetting {
  readonly days: number;
  /** By day, counted from 0 at the first with our lists. */
  readonly faults: Readonly<Record<number, Fault>>;
}

const DAY_MS = 86_400_000;
/** Minutes of a visit, as a part of what they are, that a night may cost by chance. */
const TOLERANCE = 0.03;

type Row = Record<string, number | string>;

/**
 * Leaves an installation alone for some simulated days: `up` follows the log of a service whose
 * viewers get its lists, trains every night, and something goes wrong in some of them. Before and
 * after every night the same viewers are asked at the same instant, so that what the night changed
 * is told by the simulator's truth, viewer by viewer.
 */
export async function autopilot(
  setting: AutopilotSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-autopilot-'));
  const port = await freePort();
  const service = await openLiveService(setting, folder, port);
  const [config, homePath] = [join(folder, 'showrunner.yaml'), join(folder, 'home')];
  writeConfig(config, service, { port, historyDays: setting.historyDays });
  const installation = await openInstallation(openHome(homePath));
  const up = startUp(config, homePath);
  try {
    const parts = { installation, service, up, port };
    await triesOf(installation, endOf(setting, -1), () => up.heard.join('\n'));
    say(`The first champion is ${(await servedVersion(installation, port)) ?? 'nobody'}.`);
    const rows: Row[] = [];
    for (let day = 0; day < setting.days; day++) {
      const row = await liveDay(parts, setting, day);
      say(
        Object.entries(row)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
      );
      rows.push(row);
    }
    return resultOf(setting, rows, service);
  } finally {
    await up.stop();
    service.close();
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Parts {
  readonly installation: Installation;
  readonly service: LiveService;
  readonly up: RunningUp;
  readonly port: number;
}

/** End of a day with our lists, milliseconds since the epoch; -1 is the last day before. */
const endOf = ({ historyDays }: AutopilotSetting, day: number): number =>
  START_MS + (historyDays + day + 1) * DAY_MS;

/** A day and the night after it. */
async function liveDay(
  { installation, service, up, port }: Parts,
  setting: AutopilotSetting,
  day: number,
): Promise<Row> {
  const fault = setting.faults[day];
  const over = new AbortController();
  let before: Taken = { minutes: [] };
  let harm: Promise<string> = Promise.resolve(fault === undefined ? '' : 'wrote damaged lines');
  await service.liveThrough(setting.historyDays + day, {
    badLines: fault === 'bad-data',
    beforeNight: async () => {
      before = await service.take();
      if (fault !== undefined && fault !== 'bad-data')
        harm = HARMS[fault](installation, over.signal);
    },
  });
  const asking = askThroughout(service, over.signal);
  const tries = await triesOf(installation, endOf(setting, day), () => up.heard.join('\n'));
  const served = await servedVersion(installation, port);
  over.abort();
  await asking;
  return {
    day: day + 1,
    fault: fault ?? '',
    harm: await harm,
    tries: tries.map(({ status }) => status).join(' '),
    served: served ?? 'nobody',
    ...changeOf(before, await service.take()),
  };
}

/** Asks for a list ten times a second, as viewers go on to do at night. */
async function askThroughout(service: LiveService, over: AbortSignal): Promise<void> {
  for (let viewer = 0; !over.aborted; viewer++) {
    await service.ask(viewer);
    await sleep(100);
  }
}

/** What the lists before and after a night are worth to the same viewers at the same instant. */
function changeOf(before: Taken, after: Taken): Row {
  const pairs = before.minutes
    .map((minutes, viewer) => [minutes, after.minutes[viewer]!] as const)
    .filter((pair) => pair.every(Number.isFinite));
  const moments = momentsOf(pairs.map(([was, is]) => is - was));
  const was = momentsOf(pairs.map(([minutes]) => minutes)).mean;
  const half = (1.96 * Math.sqrt(moments.variance)) / Math.sqrt(pairs.length);
  return {
    viewers: pairs.length,
    minutesBefore: was,
    minutesAfter: was + moments.mean,
    change: moments.mean / was,
    changeLow: (moments.mean - half) / was,
    changeHigh: (moments.mean + half) / was,
  };
}

/** Whether a night left the viewers with worse lists beyond chance and tolerance. */
const isWorse = (row: Row): boolean => Number(row['changeHigh']) < -TOLERANCE;

function resultOf(
  { days, faults }: AutopilotSetting,
  rows: readonly Row[],
  { answered }: LiveService,
): ProofResult {
  const planted = Object.values(faults).length;
  // A training that was killed must have failed for it; what else was done shows in the lists.
  const done = rows.filter(
    ({ fault, harm, tries }) =>
      harm !== '' &&
      harm !== 'missed' &&
      (fault !== 'killed-training' || String(tries).startsWith('failed')) &&
      (fault !== 'bad-data' || tries === 'held'),
  ).length;
  const worse = rows.filter(isWorse).length;
  const trained = rows.filter(({ tries }) => String(tries).endsWith('done')).length;
  const held = rows.filter(({ tries }) => String(tries).endsWith('held')).length;
  return {
    figures: {
      nights: rows,
      days,
      faultsPlanted: planted,
      faultsDone: done,
      nightsTrained: trained,
      nightsHeldByAGate: held,
      nightsThatMadeListsWorse: worse,
      tolerance: TOLERANCE,
      requests: answered.asked,
      invalid: answered.invalid,
      misshapen: answered.misshapen,
      missing: answered.missing,
    },
    holds:
      rows.length === days &&
      done === planted &&
      trained + held === days &&
      worse === 0 &&
      answered.invalid === 0 &&
      answered.misshapen === 0,
  };
}

/** The proof as it is run by hand: ten days, each fault once, and quiet nights between them. */
export const autopilotProof: Proof = {
  name: 'autopilot',
  claim:
    'Ten days of nightly retraining, left alone, with a bad day of data, a killed training, a corrupt model and serving killed during a switch: no night makes the lists worse by the truth of the simulator, and every answer is 20 different known movies.',
  run: (say) =>
    autopilot(
      {
        users: 1000,
        movies: 800,
        historyDays: 5,
        days: 10,
        seed: 7,
        faults: Object.fromEntries(FAULTS.map((fault, k) => [1 + 2 * k, fault])),
      },
      say,
    ),
};
