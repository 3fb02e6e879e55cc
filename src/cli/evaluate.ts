import { Option, type Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { METRICS, PROTOCOLS, type Evaluation, type PairedComparison } from '../evaluation/index.ts';
import {
  evaluateBy,
  evaluateCold,
  evaluateModel,
  type EvaluateBy,
  type EvaluatedBy,
} from '../pipeline/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { evaluationTable } from './pipeline-words.ts';
import { signed } from './signed.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface EvaluateOptions extends CommonOptions {
  readonly protocol?: EvaluateBy['protocol'] | 'cold-items';
  readonly windows?: string;
  readonly against?: string;
}

/** `showrunner evaluate MODEL`: its recipe, judged on its dataset beside popularity. */
export const evaluateCommand = (terminal: Terminal): Command =>
  command('evaluate', "judge a model's recipe on the time-ordered data of its dataset")
    .argument('<version>', 'such as als/3')
    .addOption(
      new Option('--protocol <name>', 'judge by this one alone, with every metric').choices([
        ...PROTOCOLS,
        'held-out',
        'cold-items',
      ]),
    )
    .option('--windows <n>', 'roll so many windows over the last 30 % (with --protocol)')
    .option(
      '--against <model>',
      'compare with this one too: a model, or a family with its defaults',
    )
    .action((version: string, options: EvaluateOptions) =>
      perform(terminal, options, async (io) => {
        const { protocol, windows, against } = options;
        if (protocol === undefined && windows === undefined && against === undefined)
          return evaluateForGate(version, io);
        if (protocol === 'cold-items') return evaluateColdOnes(version, io);
        const by = { protocol: protocol ?? 'live', windows: windowsOf(windows) };
        return evaluateOne(version, against === undefined ? by : { ...by, against }, io);
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

async function evaluateColdOnes(version: string, io: CommandIo): Promise<void> {
  const evaluated = await withInstallation(io.homePath, (installation) =>
    evaluateCold({ ...installation, progress: io.progress, stop: io.terminal.stop }, version),
  );
  const { items, users, k, results } = evaluated;
  const lines = results.map(({ model, ndcg, difference }) => {
    const compared =
      difference === undefined
        ? ''
        : `  ${signed(difference.mean)} (95 % interval ${signed(difference.low)} to ${signed(difference.high)})`;
    return `  ${model.padEnd(26)}${ndcg.toFixed(4)}${compared}`;
  });
  io.result(
    JSON.parse(JSON.stringify({ version, protocol: 'cold-items', ...evaluated })) as Json,
    [
      `${items} items held out of training, ${users} users, lists of ${k} of these items; NDCG, and its difference to the first:`,
      ...lines,
    ].join('\n'),
  );
}

/** How the model compares with another, in words. */
const differs = (name: string, difference: PairedComparison | null): string[] =>
  difference === null
    ? []
    : [
        `NDCG differs from ${name} by ${signed(difference.difference)} (95 % interval ${signed(difference.low)} to ${signed(difference.high)}, paired).`,
      ];

function words({ protocol }: EvaluateBy, evaluated: EvaluatedBy): string {
  const { popularity, model, difference, against } = evaluated;
  const others = against === undefined ? [] : [against];
  const cell = (value: number | null): string => (value === null ? '–' : value.toFixed(4));
  const line = (name: string, of: (evaluation: Evaluation) => number | null): string =>
    `  ${name.padEnd(18)}${[popularity, model, ...others.map((one) => one.evaluation)].map((one) => cell(of(one)).padStart(12)).join('')}`;
  const skipped = Object.entries(model.skipped).filter(([, count]) => count > 0);
  return [
    `Protocol ${protocol}: ${model.cases.userIds.length} cases of ${model.users} users, lists of ${model.parameters.k}.`,
    `  ${''.padEnd(18)}${[popularity.model, model.model, ...others.map(({ name }) => name)].map((name) => name.padStart(12)).join('')}`,
    ...METRICS.map((metric) => line(metric, ({ metrics }) => metrics[metric].mean)),
    line('coverage', ({ coverage }) => coverage),
    ...(Object.keys(model.beyond) as (keyof Evaluation['beyond'])[]).map((name) =>
      line(name, ({ beyond }) => beyond[name]),
    ),
    ...differs('popularity', difference),
    ...others.flatMap((one) => differs(one.name, one.difference)),
    ...skipped.map(([reason, count]) => `Not judged: ${count} of a window, ${reason}.`),
  ].join('\n');
}
