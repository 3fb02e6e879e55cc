import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf, messageOf } from '../domain/errors.ts';
import { forecastPlan, logNow } from '../monitoring/index.ts';
import {
  createExperiment,
  endExperiment,
  listExperiments,
  overrideArm,
  parsePlan,
  requireExperiment,
  startExperiment,
  type LayerRange,
} from '../rollout/index.ts';
import { command, group, perform, type CommonOptions } from './command.ts';
import { reportExperimentCommand } from './experiment-report.ts';
import { replayCommand } from './experiment-replay.ts';
import { parseUserRange } from './experiment-users.ts';
import { documentOf, forecastWords, listWords, statusWords } from './experiment-words.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner experiment`: two ways of making lists, compared on users who were drawn. */
export const experimentCommand = (terminal: Terminal): Command =>
  group('experiment', 'compare a version with the champion on users who are drawn')
    .addCommand(createCommand(terminal))
    .addCommand(startCommand(terminal))
    .addCommand(statusCommand(terminal))
    .addCommand(stopCommand(terminal))
    .addCommand(overrideCommand(terminal))
    .addCommand(reportExperimentCommand(terminal))
    .addCommand(replayCommand(terminal))
    .addCommand(listCommand(terminal));

interface ReasonOptions extends CommonOptions {
  readonly reason: string;
}

const REASON = ['--reason <text>', 'kept in the audit', 'no reason given'] as const;

const by = ({ reason }: ReasonOptions) => ({ actor: userInfo().username, because: reason });

const createCommand = (terminal: Terminal): Command =>
  command('create', 'write down a plan as a draft, and say how many users and days it takes')
    .argument('<file>', 'plan of the experiment, YAML (docs/experiments.md)')
    .option(...REASON)
    .action((file: string, options: ReasonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const plan = parsePlan(readPlan(file), file);
          const experiment = await createExperiment(installation, plan, by(options));
          const forecast = await forecastPlan(installation, plan);
          io.result(
            { ...documentOf(experiment), forecast: forecast as unknown as Json },
            `${plan.name} is written down: a draft.\n${forecastWords(plan, forecast)}\nStart it: npx showrunner experiment start ${plan.name}`,
          );
        }),
      ),
    );

function readPlan(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const found = messageOf(thrown);
    throw errorOf(
      'EXPERIMENT_INVALID',
      { file, line: 1, field: 'the file', found, expected: 'a readable file' },
      thrown,
    );
  }
}

interface StartOptions extends ReasonOptions {
  readonly users: LayerRange;
}

const startCommand = (terminal: Terminal): Command =>
  command('start', 'start a draft: from now on users fall to its arms')
    .argument('<name>', 'name of the experiment')
    .option('--users <from-to>', 'the users it may have, a range within 0-1', parseUserRange, {
      from: 0,
      to: 1,
    })
    .option(...REASON)
    .action((name: string, options: StartOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const { reachMs } = await logNow(installation.artifacts);
          const started = await startExperiment(installation, name, {
            by: by(options),
            logMs: reachMs,
            range: options.users,
          });
          io.result(documentOf(started), `${name} runs. ${statusWords(started)}`);
        }),
      ),
    );

const statusCommand = (terminal: Terminal): Command =>
  command('status', 'say where an experiment stands, or all that run')
    .argument('[name]', 'name of the experiment')
    .action((name: string | undefined, options: CommonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async ({ metadata }) => {
          const found =
            name === undefined
              ? (await listExperiments(metadata)).filter(({ status }) => status === 'running')
              : [await requireExperiment(metadata, name)];
          const words = found.map((experiment) => `${experiment.name}: ${statusWords(experiment)}`);
          io.result(
            { experiments: found.map(documentOf) },
            words.length === 0 ? 'No experiment runs.' : words.join('\n'),
          );
        }),
      ),
    );

const stopCommand = (terminal: Terminal): Command =>
  command('stop', 'end an experiment: from now on nobody gets its treatment')
    .argument('<name>', 'name of the experiment')
    .option(...REASON)
    .action((name: string, options: ReasonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const ended = await endExperiment(installation, name, {
            outcome: 'stopped',
            by: by(options),
          });
          io.result(documentOf(ended), `${name} has ended; everybody gets the champion's lists.`);
        }),
      ),
    );

const overrideCommand = (terminal: Terminal): Command =>
  command('override', 'have a tester get an arm, whatever the hash says; testers count nowhere')
    .argument('<name>', 'name of the experiment')
    .argument('<user>', 'id of the tester')
    .argument('<arm>', 'treatment, control, or none to take it back')
    .option(...REASON)
    .action((name: string, user: string, arm: string, options: ReasonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const { reachMs } = await logNow(installation.artifacts);
          const given = arm === 'none' ? null : arm;
          await overrideArm(installation, name, {
            userId: user,
            arm: given,
            by: by(options),
            logMs: reachMs,
          });
          io.result(
            { name, user, arm: given },
            given === null
              ? `User ${user} falls to the arms of ${name} by the hash again.`
              : `User ${user} gets ${given} of ${name}, and counts nowhere in it.`,
          );
        }),
      ),
    );

const listCommand = (terminal: Terminal): Command =>
  command('list', 'list all experiments, the latest first').action((options: CommonOptions) =>
    perform(terminal, options, (io) =>
      withInstallation(io.homePath, async ({ metadata }) => {
        const all = await listExperiments(metadata);
        io.result({ experiments: all.map(documentOf) }, listWords(all));
      }),
    ),
  );
