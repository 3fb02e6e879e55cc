import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { parseSettings, runPipeline, type PipelineResult } from '../pipeline/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { isHeld, tellHeld, unlessHeld } from './held-gate.ts';
import { pipelineWords } from './pipeline-words.ts';
import type { Terminal } from './terminal.ts';
import { parseInstant } from './time-option.ts';
import { withInstallation } from './with-installation.ts';

interface RunOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly asOf?: string;
  readonly force?: boolean;
  readonly contracts?: string;
}

/** `showrunner run`: the pipeline from the lake to a champion. */
export const runCommand = (terminal: Terminal): Command =>
  command('run', 'build a dataset, judge and train models, and promote what passes the gate')
    .option('--set <key=value...>', 'settings, such as als.factorCount=64 or families=als', [])
    .option('--as-of <time>', 'use only what was known at this instant (default: the last event)')
    .option('--contracts <dir>', "contracts in place of the home's own or the shipped ones")
    .option('--force', 'run every stage, whatever an earlier run made')
    .action((options: RunOptions) =>
      perform(terminal, options, async (io) => {
        const { stop } = terminal;
        const say = (): void =>
          io.progress.say('Ending after this step; Ctrl-C again ends at once.');
        stop.addEventListener('abort', say, { once: true });
        const settings = parseSettings(options.set);
        const asOfMs =
          options.asOf === undefined
            ? null
            : parseInstant(options.asOf, 'npx showrunner run --help');
        const result = await withInstallation(io.homePath, (installation) =>
          unlessHeld(installation.artifacts, () =>
            runPipeline(
              { ...installation, progress: io.progress, stop },
              {
                settings,
                asOfMs,
                force: options.force === true,
                contracts: options.contracts ?? null,
              },
            ),
          ),
        );
        if (isHeld(result)) return tellHeld(io, result.held);
        io.result(documentOf(result), pipelineWords(result, io.homePath));
      }),
    );

const documentOf = ({ dataset, findings, judgement, release, stages }: PipelineResult): Json =>
  JSON.parse(
    JSON.stringify({
      dataset: { id: dataset.id, ...dataset.manifest.content },
      findings,
      evaluation: judgement,
      gate: release.verdict,
      baseline: release.baseline,
      challenger: release.challenger,
      champion: release.champion,
      changed: release.changed,
      stages,
    }),
  ) as Json;
