import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import {
  liftSilence,
  loadAlerts,
  loadRunbook,
  loadStandings,
  runbookNames,
  silence,
  silencesAt,
} from '../../monitoring/index.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { ALERT_CONTRACTS } from './contracts/alerts.ts';

const WEIGHT = { firing: 0, pending: 1, resolved: 2, quiet: 3 } as const;

/** Adds the alert rules, where they stand, and their silences. */
export function addAlertRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { home, metadata, clock } = parts;
  addControlRoute(app, ALERT_CONTRACTS.alerts, async () => {
    const { file, alerts } = loadAlerts(home);
    const standings = await loadStandings(metadata);
    const silences = await silencesAt(metadata, clock.nowMs());
    const ours = new Set(alerts.runbooksAddress === undefined ? runbookNames() : []);
    const told = alerts.rules.map(({ name, kind, severity, summary, forDays, ...rule }) => {
      const standing = standings.get(name);
      const silenced = silences.get(name);
      const page = rule.runbook ?? name;
      const day = standing?.lastDay ?? null;
      return {
        rule: name,
        kind,
        severity,
        summary,
        state: standing?.state ?? ('quiet' as const),
        since: standing?.since ?? null,
        days: standing?.days ?? 0,
        forDays,
        lastDay: day,
        value: standing?.value ?? null,
        found: standing?.found ?? null,
        report: day === null ? null : { day, url: `/reports/${day}#${rule.section}` },
        runbook: `${alerts.runbooksAddress?.replace(/\/$/, '') ?? 'docs/runbooks'}/${page}.md`,
        runbookName: ours.has(page) ? page : null,
        silence:
          silenced === undefined
            ? null
            : { until: silenced.until, actor: silenced.actor, reason: silenced.reason },
      };
    });
    return { file, alerts: told.sort((a, b) => WEIGHT[a.state] - WEIGHT[b.state]) };
  });
  addSilenceRoutes(app, parts);
}

/** Adds what is silenced and lifted; both stand in the audit trail. */
function addSilenceRoutes(app: FastifyInstance, { home, metadata, clock }: ControlParts): void {
  const audit = (actor: string, action: string, details: object): Promise<unknown> =>
    metadata
      .insertInto('audit')
      .values({
        at: new Date(clock.nowMs()).toISOString(),
        actor,
        action,
        details: JSON.stringify(details),
      })
      .execute();
  const requireRule = (rule: string): void => {
    const names = loadAlerts(home).alerts.rules.map(({ name }) => name);
    if (names.includes(rule)) return;
    const nearest = nearestWord(rule, names);
    throw errorOf('ALERT_UNKNOWN', { found: rule, expected: names.join(', '), nearest });
  };
  addControlRoute(app, ALERT_CONTRACTS.silence, async ({ params: { rule }, body, caller }) => {
    requireRule(rule);
    const until = new Date(clock.nowMs() + body.hours * 3_600_000).toISOString();
    const { actor } = caller;
    await silence(metadata, { rule, until, actor, reason: body.reason });
    await audit(actor, 'silence-alert', { rule, until, because: body.reason });
    return { rule, until };
  });
  addControlRoute(app, ALERT_CONTRACTS.liftSilence, async ({ params: { rule }, body, caller }) => {
    requireRule(rule);
    const held = await liftSilence(metadata, rule, clock.nowMs());
    if (held === null) throw errorOf('ALERT_NOT_SILENCED', { rule });
    const { until, reason } = held;
    await audit(caller.actor, 'lift-silence', { rule, until, was: reason, because: body.reason });
    return { rule, wasUntil: until };
  });
}

/** Adds the pages that say what to do. */
export function addRunbookRoutes(app: FastifyInstance): void {
  addControlRoute(app, ALERT_CONTRACTS.runbooks, () => ({
    runbooks: runbookNames().map((name) => ({ name, title: loadRunbook(name)?.title ?? name })),
  }));
  addControlRoute(app, ALERT_CONTRACTS.runbook, ({ params: { runbook } }) => {
    const page = loadRunbook(runbook);
    if (page === null) throw errorOf('RECORD_UNKNOWN', { what: 'runbook', id: runbook });
    return { ...page };
  });
}
