import type { Command } from 'commander';
import { errorOf } from '../domain/errors.ts';
import type { Json } from '../domain/canonical-json.ts';
import {
  parseDayRange,
  parseWeek,
  rangeText,
  reportDay,
  reportRange,
  reportText,
  type DayRange,
} from '../monitoring/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface ReportOptions extends CommonOptions {
  readonly day?: string;
  readonly range?: string;
  readonly week?: string;
  readonly text?: boolean;
}

/** `showrunner report`: what a day, a range or a week brought, as the stream shows it. */
export const reportCommand = (terminal: Terminal): Command =>
  command('report', 'report what a day, a range or a week brought, as the outside saw it')
    .option('--day <date>', 'YYYY-MM-DD, UTC, by the times of the log')
    .option('--range <days>', 'FROM..TO, both included, each beside the same weekday before')
    .option('--week <week>', 'YYYY-Www, Monday to Sunday (ISO 8601)')
    .option('--text', 'print the short text for a chat')
    .action((options: ReportOptions) =>
      perform(terminal, options, (io) =>
        options.day !== undefined && options.range === undefined && options.week === undefined
          ? oneDay(io, options.day, options.text === true)
          : severalDays(io, rangeOf(options), options.text === true),
      ),
    );

async function oneDay(io: CommandIo, day: string, isText: boolean): Promise<void> {
  const issued = await withInstallation(io.homePath, (installation) =>
    reportDay(installation, day),
  );
  const { report, outcome, folder } = issued;
  io.progress.say(whereabouts(outcome, report.revision, `${folder}/report.html`));
  io.result(report as Json, isText ? reportText(report) : report.headline.join('\n'));
}

async function severalDays(io: CommandIo, days: DayRange, isText: boolean): Promise<void> {
  const { range, outcome, folder } = await withInstallation(io.homePath, (installation) =>
    reportRange(installation, days),
  );
  io.progress.say(whereabouts(outcome, range.revision, `${folder}/range.html`));
  io.result(range as Json, isText ? rangeText(range) : range.headline.join('\n'));
}

function rangeOf({ day, range, week }: ReportOptions): DayRange {
  const given = [day, range, week].filter((option) => option !== undefined);
  if (given.length !== 1) throw errorOf('REPORT_WHAT', { found: given.length });
  return week === undefined ? parseDayRange(range!) : parseWeek(week);
}

const whereabouts = (
  outcome: 'issued' | 'reissued' | 'unchanged',
  revision: number,
  place: string,
): string => {
  const said = {
    issued: 'Written',
    reissued: `Written anew as revision ${revision}`,
    unchanged: `Unchanged since revision ${revision}`,
  }[outcome];
  return `${said}: ${place}`;
};
