import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { tuneModel, tunePage, type Tuned } from '../pipeline/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';
import { writeAskedFile } from './write-file.ts';

interface TuneOptions extends CommonOptions {
  readonly model: string;
  readonly trials: string;
  readonly name?: string;
  readonly html?: string;
  readonly seed: string;
  readonly set: readonly string[];
}

/** `showrunner tune`: finds a configuration on the tuning windows and keeps it under a name. */
export const tuneCommand = (terminal: Terminal): Command =>
  command('tune', 'look for a better configuration of a model on the tuning windows')
    .requiredOption('--model <name>', 'model family, such as als')
    .option('--trials <n>', 'configurations that are tried, the defaults among them', '27')
    .option('--name <name>', 'under which the best is kept (default: the name of the family)')
    .option('--html <file>', 'write a page with plots')
    .option('--seed <n>', 'decides which configurations are tried', '1')
    .option('--set <key=value...>', 'settings of judging, such as evaluation.k=20', [])
    .addHelpText('after', NOTES)
    .action((options: TuneOptions) =>
      perform(terminal, options, async (io) => {
        const name = options.name ?? options.model;
        const request = {
          family: options.model,
          trials: wholeNumber('--trials', options.trials, 2),
          name,
          seed: wholeNumber('--seed', options.seed, 0),
          pairs: options.set,
        };
        const tuned = await withInstallation(io.homePath, (installation) =>
          tuneModel({ ...installation, progress: io.progress, stop: terminal.stop }, request),
        );
        if (options.html !== undefined) await writeAskedFile(options.html, tunePage(name, tuned));
        io.result(documentOf(name, tuned), words(name, tuned));
      }),
    );

const NOTES = `
All configurations are judged on the last tuning window, the better third of them on both, the
better third of these on four finer ones. Test windows are not looked at. Finished trials are
remembered: start the same command again to go on. Use what was found:
  npx showrunner train --model NAME --tuned NAME        npx showrunner run --tuned NAME`;

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least) return value;
  throw errorOf('BAD_USAGE', {
    found: `'${text}' for ${flag}`,
    expected: `a whole number from ${least}`,
    help: 'npx showrunner tune --help',
  });
}

const documentOf = (name: string, { recipe, datasetId, trials }: Tuned): Json =>
  JSON.parse(
    JSON.stringify({
      name,
      recipe,
      dataset: datasetId,
      trials: trials.map(({ trial, score, rung }) => ({
        configuration: trial.configuration,
        rung,
        ndcg: Number.isFinite(score) ? score : null,
      })),
    }),
  ) as Json;

function words(name: string, { recipe, trials }: Tuned): string {
  const rows = trials.slice(0, 5).map(({ trial, score, rung }) => {
    const changed = Object.entries(trial.configuration).map(
      ([field, value]) => `${field}=${JSON.stringify(value)}`,
    );
    return `  rung ${rung + 1}  NDCG ${score.toFixed(4)}  ${changed.join(' ')}`;
  });
  return [
    `Tried ${trials.length} configurations of ${recipe.family}; the best:`,
    ...rows,
    `Kept as ${name}. Use it: npx showrunner train --model ${recipe.family} --tuned ${name}`,
  ].join('\n');
}
