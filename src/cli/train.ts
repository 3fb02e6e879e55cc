import type { Command } from 'commander';
import type { Installation } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { loadTuned, pairsOf, trainModel } from '../pipeline/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { isHeld, tellHeld, unlessHeld } from './held-gate.ts';
import type { Terminal } from './terminal.ts';
import { parseInstant } from './time-option.ts';
import { withInstallation } from './with-installation.ts';

interface TrainOptions extends CommonOptions {
  readonly model: string;
  readonly set: readonly string[];
  readonly asOf?: string;
  readonly tuned?: string;
  readonly contracts?: string;
}

/** `showrunner train`: one family on the lake as it stands; registered, not promoted. */
export const trainCommand = (terminal: Terminal): Command =>
  command('train', 'train one model and register it, without promoting it')
    .requiredOption('--model <name>', 'model family, such as als')
    .option('--set <key=value...>', 'configuration, such as factorCount=64', [])
    .option('--tuned <name>', 'take what `tune` kept under this name; --set goes above it')
    .option('--as-of <time>', 'use only what was known at this instant (default: the last event)')
    .option('--contracts <dir>', "contracts in place of the home's own or the shipped ones")
    .action((options: TrainOptions) =>
      perform(terminal, options, async (io) => {
        const help = 'npx showrunner train --help';
        const asOfMs = options.asOf === undefined ? null : parseInstant(options.asOf, help);
        const version = await withInstallation(io.homePath, (installation) =>
          unlessHeld(installation.artifacts, async () =>
            trainModel(
              { ...installation, progress: io.progress, stop: terminal.stop },
              {
                family: options.model,
                pairs: [...(await tunedPairs(installation, options)), ...options.set],
                asOfMs,
                contracts: options.contracts ?? null,
              },
            ),
          ),
        );
        if (isHeld(version)) return tellHeld(io, version.held);
        io.result(
          { ...version },
          `Trained ${version.version} (model ${version.modelId.slice(0, 12)}). Judge it: npx showrunner evaluate ${version.version}`,
        );
      }),
    );

async function tunedPairs(
  { home }: Installation,
  { model, tuned }: TrainOptions,
): Promise<readonly string[]> {
  if (tuned === undefined) return [];
  const recipe = await loadTuned(home, tuned);
  if (recipe.family === model) return pairsOf(recipe);
  throw errorOf('BAD_USAGE', {
    found: `--tuned ${tuned}, a configuration of ${recipe.family}, for --model ${model}`,
    expected: `--model ${recipe.family}`,
    help: 'npx showrunner train --help',
  });
}
