import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import { loadAlerts, loadStandings, silence, silencesAt } from '../../monitoring/index.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { REPORT_CONTRACTS } from './contracts/reports.ts';

const WEIGHT = { firing: 0, pending: 1, resolved: 2, quiet: 3 } as const;

/** Adds the alert rules, where they stand, and their silences. */
export function addAlertRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { home, metadata, clock } = parts;
  addControlRoute(app, REPORT_CONTRACTS.alerts, async () => {
    const { file, alerts } = loadAlerts(home);
    const standings = await loadStandings(metadata);
    const silences = await silencesAt(metadata, clock.nowMs());
    const told = alerts.rules.map(({ name, kind, severity, summary, runbook }) => {
      const standing = standings.get(name);
      const silenced = silences.get(name);
      return {
        rule: name,
        kind,
        severity,
        summary,
        state: standing?.state ?? ('quiet' as const),
        since: standing?.since ?? null,
        days: standing?.days ?? 0,
        lastDay: standing?.lastDay ?? null,
        value: standing?.value ?? null,
        found: standing?.found ?? null,
        runbook: `docs/runbooks/${runbook ?? name}.md`,
        silence:
          silenced === undefined
            ? null
            : { until: silenced.until, actor: silenced.actor, reason: silenced.reason },
      };
    });
    return { file, alerts: told.sort((a, b) => WEIGHT[a.state] - WEIGHT[b.state]) };
  });
  addControlRoute(app, REPORT_CONTRACTS.silence, async ({ params: { rule }, body, caller }) => {
    const names = loadAlerts(home).alerts.rules.map(({ name }) => name);
    if (!names.includes(rule))
      throw errorOf('ALERT_UNKNOWN', {
        found: rule,
        expected: names.join(', '),
        nearest: nearestWord(rule, names),
      });
    const nowMs = clock.nowMs();
    const until = new Date(nowMs + body.hours * 3_600_000).toISOString();
    const { actor } = caller;
    await silence(metadata, { rule, until, actor, reason: body.reason });
    await metadata
      .insertInto('audit')
      .values({
        at: new Date(nowMs).toISOString(),
        actor,
        action: 'silence-alert',
        details: JSON.stringify({ rule, until, because: body.reason }),
      })
      .execute();
    return { rule, until };
  });
}
