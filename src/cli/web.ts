import type { Command } from 'commander';
import { openRecords, systemClock } from '../compose.ts';
import { startControl } from '../http/index.ts';
import { requireHome } from '../store/index.ts';
import { jsonLogger } from '../telemetry/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { parsePort, untilStopped } from './listening.ts';
import { monotonicClock } from './roles/monotonic-clock.ts';
import type { Terminal } from './terminal.ts';

interface WebOptions extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly serving: string;
  readonly name: readonly string[];
}

const MAKES_A_HOME = 'npx showrunner ingest --from file:PATH';

/** `web`: the status page and the control routes, until it is told to stop. */
export const webCommand = (terminal: Terminal): Command =>
  command('web', 'show the state of everything on a page')
    .option('--port <number>', 'port to listen on; 0 lets the system choose', parsePort, 8090)
    .option(
      '--host <address>',
      'address to listen on; outside this machine SHOWRUNNER_TOKEN must be set',
      '127.0.0.1',
    )
    .option('--serving <url>', 'the recommendation service', 'http://127.0.0.1:8082')
    .option('--name <host...>', 'further names under which the page may be asked for', [])
    .action((options: WebOptions) =>
      perform(terminal, options, async (io) => {
        const home = requireHome(io.homePath, `${MAKES_A_HOME} --home ${io.homePath}`);
        const records = await openRecords(home);
        const token = tokenOf(process.env);
        try {
          const server = await startControl(records, {
            host: options.host,
            port: options.port,
            servingUrl: options.serving,
            token,
            hosts: options.name,
            clock: systemClock,
            monotonic: monotonicClock,
            logger: jsonLogger((line) => terminal.err(line), systemClock),
          });
          io.result(
            { url: server.url, guarded: token !== null },
            `The status page is at ${server.url}/${token === null ? '' : ' for whoever has the token'}; Ctrl-C ends.`,
          );
          await untilStopped(terminal.stop);
          await server.stop();
        } finally {
          await records.close();
        }
      }),
    );

/** The token of the environment; `null` where there is none. */
export const tokenOf = (environment: NodeJS.ProcessEnv): string | null =>
  environment['SHOWRUNNER_TOKEN'] || null;
