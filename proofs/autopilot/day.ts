import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../src/compose.ts';
import { changeOf, type Change } from './change.ts';
import { DECIDES_AFTER_HOURS } from './config.ts';
import { HARMS, type Fault } from './faults.ts';
import { DAY_MS, HOUR_MS, type LiveService } from './service.ts';
import { comes, isRefused, lookedAt, releasesAtRest, servedVersion, triesOf } from './settle.ts';
import { newsOf, onTrial, trialsNow } from './trials.ts';
import type { RunningUp } from './up.ts';

/** What a day needs. */
export interface DayParts {
  readonly installation: Installation;
  readonly service: LiveService;
  readonly up: RunningUp;
  readonly port: number;
}

/** What a day and the night after it came to. */
export interface DayRow {
  /** Counted from 1 at the first with our lists. */
  readonly day: number;
  /** Empty on a day on which nothing goes wrong. */
  readonly fault: string;
  readonly harm: string;
  /** What came of the trials in the evening, and who serves then. */
  readonly byEvening: string;
  readonly servesInTheEvening: string;
  /** States of the night's trainings, oldest first. */
  readonly tries: string;
  /** What came of the trials in the night, and who serves then. */
  readonly byNight: string;
  readonly serves: string;
  readonly evening: Change;
  readonly night: Change;
}

/** Lists are asked for so often while something is going on, as viewers go on to do. */
const ASK_EVERY_MS = 25;

/**
 * A day and the night after it. The lines of the day's last hours come to the log together: with them
 * the canary has lasted its time and is decided. Then the day ends, and the night trains and begins
 * the next trials.
 */
export async function liveDay(
  parts: DayParts,
  {
    day,
    endMs,
    fault,
  }: { readonly day: number; readonly endMs: number; readonly fault: Fault | null },
): Promise<DayRow> {
  const { service, installation, up, port } = parts;
  const byDay = await service.live(endMs - DAY_MS + DECIDES_AFTER_HOURS * HOUR_MS);
  byDay({ isDamaged: fault === 'bad-data' });
  const lastHours = await service.live(endMs);
  const harmful = fault === 'bad-data' ? null : fault;
  const isOfEvening = harmful === 'killed-switch';
  const inTheEvening = { fault: isOfEvening ? harmful : null, asOfMs: endMs };
  const inTheNight = { fault: isOfEvening ? null : harmful, asOfMs: endMs };
  const evening = await around(parts, inTheEvening, async () => {
    lastHours();
    await lookedAt(installation, endMs);
  });
  const firstHour = await service.live(endMs + HOUR_MS);
  const night = await around(parts, inTheNight, async () => {
    firstHour();
    const tries = await triesOf(installation, endMs, () => up.heard.join('\n'));
    await releasesAtRest(installation, port);
    return tries.map(({ status }) => status).join(' ');
  });
  return {
    day,
    fault: fault ?? '',
    harm: fault === 'bad-data' ? 'wrote damaged lines' : evening.harm + night.harm,
    byEvening: evening.news,
    servesInTheEvening: evening.serves,
    tries: night.found,
    byNight: night.news,
    serves: night.serves,
    evening: evening.change,
    night: night.change,
  };
}

interface Around<T> {
  readonly found: T;
  readonly harm: string;
  readonly news: string;
  readonly serves: string;
  readonly change: Change;
}

/** Has something happen, and takes what the lists are worth before and after it. */
async function around<T>(
  { installation, service, port }: DayParts,
  { fault, asOfMs }: { readonly fault: Exclude<Fault, 'bad-data'> | null; readonly asOfMs: number },
  happen: () => Promise<T>,
): Promise<Around<T>> {
  const [before, trials] = [await service.take(), await trialsNow(installation)];
  const over = new AbortController();
  const harm =
    fault === null
      ? Promise.resolve('')
      : HARMS[fault](installation, { asOfMs, over: over.signal });
  const asking = askThroughout(service, over.signal);
  const found = await happen();
  const serves = await servedVersion(installation, port);
  over.abort();
  await asking;
  const done = await harm;
  const after = await settledTake({ installation, service, port });
  const news = newsOf(trials, await trialsNow(installation));
  return { found, harm: done, news, serves: serves ?? 'nobody', change: changeOf(before, after) };
}

async function askThroughout(service: LiveService, over: AbortSignal): Promise<void> {
  for (let viewer = 0; !over.aborted; viewer++) {
    await service.ask(viewer);
    await sleep(ASK_EVERY_MS);
  }
}

/** Takes once serving has the model of the canary that runs, or says why it does not. */
async function settledTake({ installation, service, port }: Omit<DayParts, 'up'>) {
  let taken = await service.take();
  await comes(async () => {
    const version = (await onTrial(installation, 'canary'))?.plan.treatment ?? null;
    if (version === null || taken.some((one) => one.version === version)) return true;
    if (await isRefused(port, version)) return true;
    taken = await service.take();
    return false;
  });
  return taken;
}
