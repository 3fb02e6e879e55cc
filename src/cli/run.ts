import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import type { Installation } from '../compose.ts';
import {
  loadTuned,
  pairsOf,
  parseSettings,
  runPipeline,
  type PipelineResult,
} from '../pipeline/index.ts';
import { experimentOnChampion } from '../rollout/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { isHeld, tellHeld, unlessHeld } from './held-gate.ts';
import { pipelineWords } from './pipeline-words.ts';
import type { Terminal } from './terminal.ts';
import { parseInstant } from './time-option.ts';
import { withInstallation } from './with-installation.ts';

interface RunOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly asOf?: string;
  readonly tuned: readonly string[];
  readonly force?: boolean;
  readonly contracts?: string;
}

/** `showrunner run`: the pipeline from the lake to a champion. */
export const runCommand = (terminal: Terminal): Command =>
  command('run', 'build a dataset, judge and train models, and promote what passes the gate')
    .option('--set <key=value...>', 'settings, such as als.factorCount=64 or families=als', [])
    .option(
      '--tuned <names...>',
      'take what `tune` kept under these names; --set goes above it',
      [],
    )
    .option('--as-of <time>', 'use only what was known at this instant (default: the last event)')
    .option('--contracts <dir>', "contracts in place of the home's own or the shipped ones")
    .option('--force', 'run every stage, whatever an earlier run made')
    .action((options: RunOptions) =>
      perform(terminal, options, async (io) => {
        const { stop } = terminal;
        const say = (): void =>
          io.progress.say('Ending after this step; Ctrl-C again ends at once.');
        stop.addEventListener('abort', say, { once: true });
        const asOfMs =
          options.asOf === undefined
            ? null
            : parseInstant(options.asOf, 'npx showrunner run --help');
        parseSettings(options.set);
        const result = await withInstallation(io.homePath, (installation) =>
          unlessHeld(installation.artifacts, async () => {
            const tuned = await tunedPairs(installation, options.tuned);
            return runPipeline(
              { ...installation, progress: io.progress, stop },
              {
                settings: parseSettings([...tuned, ...options.set]),
                asOfMs,
                force: options.force === true,
                contracts: options.contracts ?? null,
                experimentOnChampion: () => experimentOnChampion(installation.metadata),
              },
            );
          }),
        );
        if (isHeld(result)) return tellHeld(io, result.held);
        io.result(documentOf(result), pipelineWords(result, io.homePath));
      }),
    );

/** `family.field=value` of everything that was kept under the names. */
async function tunedPairs(
  { home }: Installation,
  names: readonly string[],
): Promise<readonly string[]> {
  const recipes = await Promise.all(names.map((name) => loadTuned(home, name)));
  return recipes.flatMap((recipe) => pairsOf(recipe).map((pair) => `${recipe.family}.${pair}`));
}

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
      heldFor: release.heldFor,
      stages,
    }),
  ) as Json;
