import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { experimentPage, experimentText, gatherReport } from '../monitoring/index.ts';
import { experimentFolder } from '../rollout/index.ts';
import { writeFileDurably } from '../store/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner experiment report`: the whole story as JSON, page and text. */
export const reportExperimentCommand = (terminal: Terminal): Command =>
  command('report', 'what came of an experiment so far: effect, interval, guardrails, verdict')
    .argument('<name>', 'name of the experiment')
    .action((name: string, options: CommonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const report = await gatherReport(installation, name, 'this-moment');
          const folder = experimentFolder(installation.home, name);
          mkdirSync(folder, { recursive: true });
          const page = join(folder, 'experiment.html');
          writeFileDurably(page, experimentPage(report));
          writeFileDurably(join(folder, 'experiment.txt'), experimentText(report));
          writeFileDurably(join(folder, 'experiment.json'), `${JSON.stringify(report, null, 2)}\n`);
          io.result(
            report as unknown as Json,
            `${experimentText(report).trimEnd()}\nThe page: ${page}\nOn the control server: /reports/experiments/${name}`,
          );
        }),
      ),
    );
