import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { parseSettings, runPipeline, type PipelineResult } from '../pipeline/index.ts';
import { experimentOnChampion } from '../rollout/index.ts';
import { requireHome } from '../store/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { isHeld, tellHeld, unlessHeld } from './held-gate.ts';
import { pipelineWords } from './pipeline-words.ts';
import { demoParts } from './up-demo.ts';
import { knownDemo } from './known-demo.ts';
import { USUAL_SCHEDULE, type Schedule } from './roles/settings.ts';
import type { Terminal } from './terminal.ts';
import { readUpConfig } from './up-config-file.ts';
import { withInstallation } from './with-installation.ts';

interface RetrainOptions extends CommonOptions {
  readonly because: string;
  readonly config?: string;
}

const USUAL_CONFIG = 'showrunner.yaml';

/** `showrunner retrain`: the run that the schedule makes, now. */
export const retrainCommand = (terminal: Terminal): Command =>
  command('retrain', 'train now as the schedule does, on everything up to the last event')
    .option('--because <text>', 'kept with the run', 'by hand')
    .option('--config <file>', `as of \`up\` (default: ${USUAL_CONFIG} where there is one)`)
    .action((options: RetrainOptions) =>
      perform(terminal, options, async (io) => {
        const { stop } = terminal;
        const { schedule, pipeline, contracts } = settingsOf(options);
        const result = await withInstallation(io.homePath, (installation) =>
          unlessHeld(installation.artifacts, () =>
            runPipeline(
              { ...installation, progress: io.progress, stop },
              {
                settings: parseSettings(pipeline),
                asOfMs: null,
                force: false,
                contracts,
                releaseMode: schedule.release,
                experimentOnChampion: () => experimentOnChampion(installation.metadata),
                retraining: {
                  because: options.because,
                  timeoutMs: schedule.timeoutMinutes * 60_000,
                },
              },
            ),
          ),
        );
        if (isHeld(result)) return tellHeld(io, result.held);
        io.result(documentOf(result), pipelineWords(result, io.homePath));
      }),
    );

/** What the roles of `up` train by: the configuration's, the demo's, or the usual. */
function settingsOf({ config, home: homePath }: RetrainOptions): {
  readonly schedule: Schedule;
  readonly pipeline: readonly string[];
  readonly contracts: string | null;
} {
  const home = requireHome(homePath, `npx showrunner ingest --from file:PATH --home ${homePath}`);
  const demo = knownDemo(home);
  if (config === undefined && demo !== null) return { ...demoParts(home, demo), contracts: null };
  if (config === undefined && !existsSync(USUAL_CONFIG))
    return { schedule: USUAL_SCHEDULE, pipeline: [], contracts: null };
  const { schedule, pipeline, contracts } = readUpConfig(resolve(config ?? USUAL_CONFIG));
  const pairs = Object.entries(pipeline).map(([key, value]) => `${key}=${String(value)}`);
  return { schedule, pipeline: pairs, contracts: contracts ?? null };
}

const documentOf = ({ dataset, release }: PipelineResult): Json =>
  JSON.parse(
    JSON.stringify({
      dataset: dataset.id,
      gate: release.verdict,
      challenger: release.challenger,
      champion: release.champion,
      changed: release.changed,
      onTrial: release.onTrial,
      heldFor: release.heldFor,
    }),
  ) as Json;
