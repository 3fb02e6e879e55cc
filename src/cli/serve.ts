import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { KAFKA_URL_FORM } from '../adapters/index.ts';
import {
  openInstallation,
  systemClock,
  type AssignmentModule,
  type Installation,
} from '../compose.ts';
import { startServing, type RunningServer } from '../http/index.ts';
import { DEFAULT_HOLDOUT_RATE, openHoldout } from '../rollout/index.ts';
import type { FollowedSource, ServingSources } from '../serving/index.ts';
import { requireHome } from '../store/index.ts';
import { jsonLogger } from '../telemetry/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { parseHoldoutRate } from './number-option.ts';
import { parsePort, untilStopped } from './listening.ts';
import { openRules } from './open-rules.ts';
import { followedSource, type FollowOptions } from './followed-source.ts';
import { monotonicClock } from './roles/monotonic-clock.ts';
import { ASSIGNMENT_MS, readUpConfig } from './up-config-file.ts';
import type { Terminal } from './terminal.ts';

/** Loads what an installation serves from, and keeps it up to date until it is closed. */
export type OpenServing = (
  installation: Installation,
  log: FollowedSource | null,
  assignment: AssignmentModule | null,
) => Promise<ServingSources>;

interface ServeOptions extends CommonOptions, FollowOptions {
  readonly port: number;
  readonly host: string;
  readonly rules?: string;
  readonly holdout?: number;
  readonly assignment?: string;
  readonly allowOrigin: readonly string[];
}

const MAKES_A_HOME = 'npx showrunner ingest --from file:PATH';

/** `serve`: answers `/recommend/<userid>` until it is told to stop. */
export function serveCommand(terminal: Terminal, openServing: OpenServing): Command {
  return command('serve', 'answer requests for recommendations')
    .option('--port <number>', 'port to listen on; 0 lets the system choose', parsePort, 8082)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--rules <file>', 'rules.yaml; without it the one in the home, where there is one')
    .option(
      '--from <source>',
      `log that histories follow: file:PATH, ${KAFKA_URL_FORM} or log:; none, and they are as new as the lake`,
    )
    .option(
      '--holdout <rate>',
      `share of users whose lists are not personal, to measure what personal ones are worth (kept; ${DEFAULT_HOLDOUT_RATE} at first)`,
      parseHoldoutRate,
    )
    .option(
      '--allow-origin <origin...>',
      'pages of these origins may ask from a browser, such as https://tv.example',
      [],
    )
    .option(
      '--assignment <module>',
      'JavaScript module that exports the OpenFeature provider which assigns the users of experiments that say so',
    )
    .option('--mapping <file>', 'lines are JSON; this mapping.yaml says what they mean')
    .option('--config <file>', 'take log, mapping and Kafka settings from a showrunner.yaml')
    .action((options: ServeOptions) =>
      perform(terminal, options, async (io) => {
        const home = requireHome(io.homePath, `${MAKES_A_HOME} --home ${io.homePath}`);
        const logger = jsonLogger((line) => terminal.err(line), systemClock);
        const rules = openRules(home, options.rules, logger);
        const installation = await openInstallation(home);
        try {
          await openHoldout(installation, {
            rate: options.holdout ?? null,
            otherwise: DEFAULT_HOLDOUT_RATE,
          });
          const sources = await openServing(
            installation,
            followedSource(options, home),
            assignmentOf(options),
          );
          try {
            const server = await startServing(sources, {
              host: options.host,
              port: options.port,
              exposures: home.exposures,
              clock: installation.clock,
              monotonic: monotonicClock,
              logger,
              rules,
              version: programVersion(),
              ...(options.allowOrigin.length === 0
                ? {}
                : { origins: { listed: options.allowOrigin } }),
            });
            for (const trouble of sources.troubles()) io.progress.say(trouble);
            io.result(documentOf(sources, server), wordsOf(sources, server));
            await untilStopped(terminal.stop);
            await server.stop();
          } finally {
            await sources.close();
          }
        } finally {
          rules.close();
          await installation.close();
        }
      }),
    );
}

/** Who assigns users: the option, else what the configuration says. */
function assignmentOf({ assignment, config }: ServeOptions): AssignmentModule | null {
  if (assignment !== undefined) return { module: assignment, timeoutMs: ASSIGNMENT_MS };
  return config === undefined ? null : (readUpConfig(config).serving.assignment ?? null);
}

function programVersion(): string {
  const path = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

const documentOf = ({ models }: ServingSources, { url }: RunningServer) => ({
  url,
  champion: models.champion()?.version ?? null,
  baseline: models.baseline()?.version ?? null,
});

function wordsOf({ models }: ServingSources, { url }: RunningServer): string {
  const champion = models.champion();
  const baseline = models.baseline();
  const model = champion ?? baseline;
  const what =
    model === null
      ? 'No model is loaded yet: serving the constant list'
      : `Serving ${model.version}${behind(champion?.version, baseline?.version)}`;
  return `${what} at ${url}/recommend/<userid>; Ctrl-C ends.`;
}

const behind = (champion: string | undefined, baseline: string | undefined): string =>
  champion !== undefined && baseline !== undefined && champion !== baseline
    ? ` with ${baseline} behind it`
    : '';
