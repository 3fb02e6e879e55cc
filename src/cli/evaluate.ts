import { Option, type Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { METRICS, PROTOCOLS, type Evaluation } from '../evaluation/index.ts';
import { evaluateBy, evaluateModel, type EvaluateBy, type EvaluatedBy } from '../pipeline/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { evaluationTable } from './pipeline-words.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface EvaluateOptions extends CommonOptions {
  readonly protocol?: EvaluateBy['protocol'];
  readonly windows?: string;
}

/** `showrunner evaluate MODEL`: its recipe, judged on its dataset beside popularity. */
export const evaluateCommand = (terminal: Terminal): Command =>
  command('evaluate', "judge a model's recipe on the time-ordered data of its dataset")
    .argument('<version>', 'such as als/3')
    .addOption(
      new Option('--protocol <name>', 'judge by this one alone, with every metric').choices([
        ...PROTOCOLS,
        'held-out',
      ]),
    )
    .option('--windows <n>', 'roll so many windows over the last 30 % (with --protocol)')
    .action((version: string, options: EvaluateOptions) =>
      perform(terminal, options, async (io) => {
        if (options.protocol === undefined && options.windows === undefined)
          return evaluateForGate(version, io);
        const protocol = options.protocol ?? 'live';
        return evaluateOne(version, { protocol, windows: windowsOf(options.windows) }, io);
      }),
    );

function windowsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw errorOf('BAD_USAGE', {
    found: `'${text}' for --windows`,
    expected: 'a whole number from 1 to 99',
    help: 'npx showrunner evaluate --help',
  });
}

async function evaluateForGate(version: string, io: CommandIo): Promise<void> {
  const { judgement, verdict } = await withInstallation(io.homePath, (installation) =>
    evaluateModel({ ...installation, progress: io.progress, stop: io.terminal.stop }, version),
  );
  const gate = { ...verdict } as unknown as Json;
  io.result(
    { version, evaluation: judgement as unknown as Json, gate },
    [...evaluationTable(judgement), ...verdict.reasons].join('\n'),
  );
}

async function evaluateOne(version: string, by: EvaluateBy, io: CommandIo): Promise<void> {
  const evaluated = await withInstallation(io.homePath, (installation) =>
    evaluateBy({ ...installation, progress: io.progress, stop: io.terminal.stop }, version, by),
  );
  const document = { version, ...by, ...evaluated };
  io.result(JSON.parse(JSON.stringify(document)) as Json, words(by, evaluated));
}

function words({ protocol }: EvaluateBy, { popularity, model, difference }: EvaluatedBy): string {
  const cell = (value: number | null): string => (value === null ? '–' : value.toFixed(4));
  const line = (name: string, of: (evaluation: Evaluation) => number | null): string =>
    `  ${name.padEnd(18)}${cell(of(popularity)).padStart(12)}${cell(of(model)).padStart(12)}`;
  const skipped = Object.entries(model.skipped).filter(([, count]) => count > 0);
  return [
    `Protocol ${protocol}: ${model.cases.userIds.length} cases of ${model.users} users, lists of ${model.parameters.k}.`,
    `  ${''.padEnd(18)}${popularity.model.padStart(12)}${model.model.padStart(12)}`,
    ...METRICS.map((metric) => line(metric, ({ metrics }) => metrics[metric].mean)),
    line('coverage', ({ coverage }) => coverage),
    ...(Object.keys(model.beyond) as (keyof Evaluation['beyond'])[]).map((name) =>
      line(name, ({ beyond }) => beyond[name]),
    ),
    ...(difference === null
      ? []
      : [
          `NDCG differs by ${difference.difference.toFixed(4)} (95 % interval ${difference.low.toFixed(4)} to ${difference.high.toFixed(4)}, paired).`,
        ]),
    ...skipped.map(([reason, count]) => `Not judged: ${count} of a window, ${reason}.`),
  ].join('\n');
}
