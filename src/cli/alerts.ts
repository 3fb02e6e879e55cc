import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../compose.ts';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import {
  checkAlerts,
  deliverDue,
  loadAlerts,
  silence,
  type CheckedAlerts,
  type CheckedRule,
  type Delivered,
} from '../monitoring/index.ts';
import { command, group, perform, type CommandIo, type CommonOptions } from './command.ts';
import { parsePositive } from './simulate-settings.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner alerts`: rules over the reports and live metrics. */
export const alertsCommand = (terminal: Terminal): Command =>
  group('alerts', 'rules over the daily report and live metrics')
    .addCommand(listCommand(terminal))
    .addCommand(checkCommand(terminal))
    .addCommand(silenceCommand(terminal));

const listCommand = (terminal: Terminal): Command =>
  command('list', 'list the rules in force and what they watch').action((options: CommonOptions) =>
    perform(terminal, options, (io) =>
      withInstallation(io.homePath, async ({ home }) => {
        const { file, alerts } = loadAlerts(home);
        const rows = alerts.rules.map(
          ({ name, kind, severity, summary }) =>
            `${name.padEnd(24)}${kind.padEnd(11)}${severity.padEnd(8)}${summary}`,
        );
        io.result({ file, ...alerts } as Json, [...rows, `They stand in ${file}.`].join('\n'));
      }),
    ),
  );

interface CheckOptions extends CommonOptions {
  readonly wait: string;
}

const checkCommand = (terminal: Terminal): Command =>
  command('check', 'hold all rules against the latest report, and tell the webhooks what is new')
    .option('--wait <seconds>', 'how long to go on trying webhooks that fail', '30')
    .action((options: CheckOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const checked = await checkAlerts(installation);
          const waitMs = 1000 * parsePositive('wait', options.wait);
          const delivered = await deliver(installation, checked, { io, waitMs });
          io.result({ ...documentOf(checked), delivered: { ...delivered } }, words(checked));
        }),
      ),
    );

/** Tries the outbox until it is empty, the time is over or the command is stopped. */
async function deliver(
  installation: Installation,
  { alerts }: CheckedAlerts,
  { io, waitMs }: { readonly io: CommandIo; readonly waitMs: number },
): Promise<Delivered> {
  const { stop } = io.terminal;
  const untilMs = installation.clock.nowMs() + waitMs;
  let all: Delivered = { delivered: 0, postponed: 0, givenUp: 0, nextMs: null };
  for (;;) {
    const now = await deliverDue(installation, alerts.webhooks, stop);
    all = {
      delivered: all.delivered + now.delivered,
      postponed: all.postponed + now.postponed,
      givenUp: all.givenUp + now.givenUp,
      nextMs: now.nextMs,
    };
    if (now.nextMs === null || now.nextMs > untilMs || stop.aborted) return all;
    const pauseMs = Math.max(0, now.nextMs - installation.clock.nowMs());
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

const documentOf = ({ day, rules, messages }: CheckedAlerts): { [name: string]: Json } => ({
  day,
  rules: rules.map(({ rule, evaluated, standing, silencedUntil, reportLink, runbookLink }) => ({
    name: rule.name,
    kind: rule.kind,
    severity: rule.severity,
    state: standing?.state ?? 'quiet',
    since: standing?.since ?? null,
    holds: evaluated.holds,
    value: evaluated.value,
    found: evaluated.found,
    silencedUntil,
    report: reportLink,
    runbook: runbookLink,
  })),
  messages: messages.map((message) => ({ ...message })),
});

function words({ day, rules }: CheckedAlerts): string {
  if (day === null) return 'There is no report yet, so there is nothing to check.';
  const standing = rules.filter((rule) => rule.standing !== null && stateOf(rule) !== 'resolved');
  const resolved = rules.filter((rule) => stateOf(rule) === 'resolved');
  return [
    standing.length === 0
      ? `None of ${rules.length} rules holds in the report of ${day}.`
      : `${standing.length} of ${rules.length} rules hold in the report of ${day}.`,
    ...[...standing, ...resolved].map(
      (rule) =>
        `${stateOf(rule).padEnd(9)}${rule.rule.name}: ${rule.evaluated.found}.${rule.silencedUntil === null ? '' : ` Silenced until ${rule.silencedUntil.slice(0, 16).replace('T', ' ')} UTC.`} What to do: ${rule.runbookLink}`,
    ),
  ].join('\n');
}

const stateOf = ({ standing }: CheckedRule): string => standing?.state ?? 'quiet';

interface SilenceOptions extends CommonOptions {
  readonly hours: string;
  readonly reason: string;
}

const silenceCommand = (terminal: Terminal): Command =>
  command(
    'silence',
    'tell nobody of a rule for a while; it is held against the reports all the same',
  )
    .argument('<rule>', 'name of the rule')
    .option('--hours <n>', 'for how long', '24')
    .option('--reason <text>', 'kept with the silence', 'no reason given')
    .action((rule: string, options: SilenceOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async ({ home, metadata, clock }) => {
          const names = loadAlerts(home).alerts.rules.map(({ name }) => name);
          if (!names.includes(rule))
            throw errorOf('ALERT_UNKNOWN', {
              found: rule,
              expected: names.join(', '),
              nearest: nearestWord(rule, names),
            });
          const lastsMs = parsePositive('hours', options.hours) * 3_600_000;
          const until = new Date(clock.nowMs() + lastsMs).toISOString();
          const actor = userInfo().username;
          await silence(metadata, { rule, until, actor, reason: options.reason });
          io.result(
            { rule, until },
            `${rule} is silenced until ${until.slice(0, 16).replace('T', ' ')} UTC.`,
          );
        }),
      ),
    );
