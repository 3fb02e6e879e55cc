import { join } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { retrainingStanding } from '../../pipeline/index.ts';
import { isRoleHeld, type Home, type Metadata } from '../../store/index.ts';
import { recentReports, REPORT_FILES, reportFolder } from '../report-folder.ts';
import { loadStandings, nextStanding, saveStanding, type AlertStanding } from './alert-states.ts';
import type { AlertRule, AlertsDocument } from './alerts-schema.ts';
import { evaluateRule, type Evaluated } from './evaluate-rule.ts';
import { loadAlerts } from './load-alerts.ts';
import { readMetrics } from './live-metrics.ts';
import { enqueue, type AlertMessage } from './outbox.ts';
import { silencesAt } from './silences.ts';

/** As far back as a rule of kind `change` may look, and today. */
const MOST_REPORTS = 61;

/** What alerts are checked with: an installation has it all. */
export interface AlertSources {
  readonly home: Home;
  readonly metadata: Metadata;
  readonly clock: Clock;
}

/** A rule after a check. */
export interface CheckedRule {
  readonly rule: AlertRule;
  readonly evaluated: Evaluated;
  readonly standing: AlertStanding | null;
  /** Until when it is silenced. */
  readonly silencedUntil: string | null;
  readonly reportLink: string;
  readonly runbookLink: string;
}

/** What a check found, and what of it is new. */
export interface CheckedAlerts {
  readonly alerts: AlertsDocument;
  /** Day of the report that was looked at; `null` without any: then nothing is checked. */
  readonly day: string | null;
  readonly rules: readonly CheckedRule[];
  /** Handed over for delivery now. */
  readonly messages: readonly AlertMessage[];
}

/**
 * Holds every rule against the latest report, moves the states, and puts what is new into the
 * outbox: once when a rule begins to fire and once when it is resolved. What is silenced waits for
 * the end of its silence.
 *
 * @param live where live metrics are read when the file names no address; `null` for nowhere
 * @throws InputError `ALERTS_INVALID`
 */
export async function checkAlerts(
  sources: AlertSources,
  live: string | null = null,
): Promise<CheckedAlerts> {
  const { home, metadata, clock } = sources;
  const { alerts } = loadAlerts(home);
  const reports = recentReports(home, MOST_REPORTS);
  const report = reports.at(-1);
  if (report === undefined) return { alerts, day: null, rules: [], messages: [] };
  const nowMs = clock.nowMs();
  const metric = alerts.rules.some((rule) => rule.kind === 'threshold' && rule.metric !== undefined)
    ? await metricsOf(sources, alerts.metricsAddress ?? live)
    : () => null;
  const [standings, silences] = [await loadStandings(metadata), await silencesAt(metadata, nowMs)];
  const rules: CheckedRule[] = [];
  const messages: AlertMessage[] = [];
  for (const rule of alerts.rules) {
    const evaluated = evaluateRule(rule, { reports, nowMs, metric });
    const at = new Date(nowMs).toISOString();
    const moved = nextStanding(standings.get(rule.name) ?? null, rule, {
      evaluated,
      day: report.day,
      at,
    });
    const silencedUntil = silences.get(rule.name)?.until ?? null;
    const links = linksOf(home, alerts, rule, moved?.lastDay ?? report.day);
    const isNews = moved !== null && silencedUntil === null && isUntold(moved);
    if (isNews) {
      const message = messageOf(rule, moved, links);
      await enqueue(sources, message, alerts.webhooks);
      messages.push(message);
    }
    const standing = isNews ? { ...moved, told: toldOf(moved) } : moved;
    await saveStanding(metadata, rule.name, standing);
    rules.push({ rule, evaluated, standing, silencedUntil, ...links });
  }
  return { alerts, day: report.day, rules, messages };
}

/** Live metrics: what this home itself knows comes first, the rest is read from the address. */
async function metricsOf(
  { home, metadata }: AlertSources,
  address: string | null,
): Promise<(metric: string) => number | null> {
  const { failuresInARow } = await retrainingStanding(metadata, isRoleHeld(home, 'train'));
  const read = await readMetrics(address);
  return (metric) =>
    metric === 'showrunner_training_failures_in_a_row' ? failuresInARow : read(metric);
}

const toldOf = ({ state }: AlertStanding): 'firing' | 'resolved' =>
  state === 'firing' ? 'firing' : 'resolved';

/** Firing and not told so; or resolved after it was told to fire. */
const isUntold = ({ state, told }: AlertStanding): boolean =>
  state === 'firing' ? told !== 'firing' : state === 'resolved' && told === 'firing';

function messageOf(
  rule: AlertRule,
  standing: AlertStanding,
  links: Pick<CheckedRule, 'reportLink' | 'runbookLink'>,
): AlertMessage {
  return {
    showrunner: 'alert',
    rule: rule.name,
    state: toldOf(standing),
    severity: rule.severity,
    summary: rule.summary,
    found: standing.found,
    value: standing.value,
    day: standing.lastDay,
    since: standing.since,
    report: links.reportLink,
    runbook: links.runbookLink,
  };
}

/** Where the section of the report and the runbook page are. */
export function linksOf(
  home: Home,
  { reportsAddress, runbooksAddress }: AlertsDocument,
  rule: AlertRule,
  day: string,
): Pick<CheckedRule, 'reportLink' | 'runbookLink'> {
  const page = `${rule.runbook ?? rule.name}.md`;
  const report =
    reportsAddress === undefined
      ? join(reportFolder(home, day), REPORT_FILES.html)
      : `${reportsAddress.replace(/\/$/, '')}/${day}/${REPORT_FILES.html}`;
  return {
    reportLink: `${report}#${rule.section}`,
    runbookLink:
      runbooksAddress === undefined
        ? `docs/runbooks/${page}`
        : `${runbooksAddress.replace(/\/$/, '')}/${page}`,
  };
}
