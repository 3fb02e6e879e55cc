import { openInstallation, type Installation } from '../../compose.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import { SILENT } from '../../domain/progress.ts';
import { liveSegments, newestSettlements } from '../../ingest/index.ts';
import { compactLake } from '../../maintenance/index.ts';
import { latestReport, reportDay, touchedDays } from '../../monitoring/index.ts';
import { saveSamples } from '../../registry/index.ts';
import { shadowJudge } from '../../rollout/index.ts';
import { openHome } from '../../store/index.ts';
import { readRoleBoards } from '../../telemetry/index.ts';
import { counted } from '../counted.ts';
import { alertWatch } from './alert-watch.ts';
import { pause } from './pauses.ts';
import { daysToReport } from './days-to-report.ts';
import { releaseWatch } from './release-watch.ts';
import type { RoleContext } from './role-context.ts';
import { rolloutWatch } from './rollout-watch.ts';
import { DAY_MS } from './settings.ts';

const LOOK_MS = 1_000;
/** A report that failed is tried again after this time, or with the next day. */
const RETRY_MS = 10_000;
const COMPACTED_AFTER_DAYS = 2;
/** What the roles take is kept so often; a day of a demo lasts seconds. */
const SAMPLE_MS = 60_000;
const DEMO_SAMPLE_MS = 2_000;

/** Makes the report of every day whose end the log has passed, and that of the day before anew. */
export async function observeRole(context: RoleContext): Promise<void> {
  const { settings, stop, say } = context;
  const installation = await openInstallation(openHome(settings.home));
  const demo = settings.demo;
  const fromDay = demo === null ? -Infinity : demo.startMs / DAY_MS + demo.pastDays;
  const look = watcher(installation);
  const sampling = setInterval(
    () => void sample(installation, say),
    demo === null ? SAMPLE_MS : DEMO_SAMPLE_MS,
  );
  const alerts = alertWatch(installation, context);
  const ended = new AbortController();
  const rollout = rolloutWatch(installation, {
    ...context,
    stop: AbortSignal.any([stop, ended.signal]),
  });
  const releases = releaseWatch(installation, context, shadowJudge(installation));
  let reported = lastReportedDay(installation);
  try {
    while (!stop.aborted) {
      const { lastEventMs, touched } = await look();
      const days = daysToReport({ lastEventMs, reported, fromDay, touched });
      for (const day of days) {
        if (stop.aborted) break;
        try {
          const isNew = day > (reported ?? -Infinity);
          await report(installation, context, { day, isNew });
          await alerts.check();
          if (isNew) await compact(installation, context);
          reported = Math.max(day, reported ?? -Infinity);
        } catch (thrown) {
          say(`The report of ${isoDay(day)} failed: ${messageOf(thrown)}`);
          await pause(RETRY_MS, stop);
          break;
        }
      }
      await releases();
      await alerts.checkLive();
      alerts.deliver();
      await pause(LOOK_MS, stop);
    }
  } finally {
    clearInterval(sampling);
    await alerts.settled();
    ended.abort();
    await rollout;
    await installation.close();
  }
}

const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function lastReportedDay({ home }: Installation): number | null {
  const latest = latestReport(home);
  return latest === null ? null : Date.parse(latest.day) / DAY_MS;
}

/** Keeps what the roles have taken. A failure is said: the day goes on without this look. */
async function sample({ home, metadata }: Installation, say: RoleContext['say']): Promise<void> {
  try {
    await saveSamples(
      metadata,
      readRoleBoards(home).map(({ pid, startedAt, ...state }) => ({
        ...state,
        process: `${pid} ${startedAt}`,
      })),
    );
  } catch (thrown) {
    say(`What the roles take could not be kept: ${messageOf(thrown)}`);
  }
}

interface Look {
  readonly lastEventMs: number | null;
  /** Days with a report that lines have come for since. */
  readonly touched: readonly number[];
}

/** Looks how far the log has come. Reports are read only when late or settled lines came. */
function watcher({ home, artifacts }: Installation): () => Promise<Look> {
  let known = '';
  return async () => {
    const segments = await liveSegments(artifacts);
    const settlements = await newestSettlements(artifacts);
    const times = segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
    const late = segments.flatMap(({ manifest }) => Object.values(manifest.content.lateDays));
    const now = `${late.reduce((a, b) => a + b, 0)} ${[...settlements.values()].map(({ id }) => id).join()}`;
    const days = now === known ? [] : touchedDays(home, segments, settlements);
    known = now;
    return {
      lastEventMs: times.length === 0 ? null : Math.max(...times),
      touched: days.map((day) => Date.parse(day) / DAY_MS),
    };
  };
}

/** Packs the days before yesterday tighter; another process that does so already is left alone. */
async function compact(installation: Installation, { say, stop }: RoleContext): Promise<void> {
  try {
    const { compactedCount, beforeBytes, afterBytes } = await compactLake({
      ...installation,
      progress: SILENT,
      stop,
      olderThanDays: COMPACTED_AFTER_DAYS,
    });
    if (compactedCount > 0)
      say(
        `${counted(compactedCount, 'segment')} packed tighter: ${megabytes(beforeBytes)} before, ${megabytes(afterBytes)} after.`,
      );
  } catch (thrown) {
    if (!(thrown instanceof ShowrunnerError) || thrown.code !== 'HOME_LOCKED') throw thrown;
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** A new report is told in its three lines, an older one in one line if it reads differently now. */
async function report(
  installation: Installation,
  { say }: RoleContext,
  { day, isNew }: { readonly day: number; readonly isNew: boolean },
): Promise<void> {
  const { report: made, outcome } = await reportDay(installation, isoDay(day));
  if (isNew) for (const line of made.headline) say(line);
  else if (outcome === 'reissued')
    say(
      `The report of ${made.day} reads differently now${made.data.complete ? '; its books are closed' : ''}.`,
    );
}
