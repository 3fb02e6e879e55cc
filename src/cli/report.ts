import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { reportDay, type IssuedReport } from '../monitoring/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface ReportOptions extends CommonOptions {
  readonly day: string;
}

/** `showrunner report --day YYYY-MM-DD`: what a day brought, as the stream shows it. */
export const reportCommand = (terminal: Terminal): Command =>
  command('report', 'report what a day brought, as the outside saw it')
    .requiredOption('--day <date>', 'YYYY-MM-DD, UTC, by the times of the log')
    .action((options: ReportOptions) =>
      perform(terminal, options, async (io) => {
        const issued = await withInstallation(io.homePath, (installation) =>
          reportDay(installation, options.day),
        );
        io.progress.say(whereabouts(issued));
        io.result(issued.report as Json, issued.report.headline.join('\n'));
      }),
    );

function whereabouts({ report, outcome, folder }: IssuedReport): string {
  const said = {
    issued: 'Written',
    reissued: `Written anew as revision ${report.revision}`,
    unchanged: `Unchanged since revision ${report.revision}`,
  }[outcome];
  return `${said}: ${folder}/report.html`;
}
