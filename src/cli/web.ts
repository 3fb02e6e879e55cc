import type { Command } from 'commander';
import { openRecords, systemClock } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder } from '../events/index.ts';
import { startControl, type PostParts } from '../http/index.ts';
import { requireHome, type Home } from '../store/index.ts';
import { jsonLogger } from '../telemetry/index.ts';
import { childOperator } from './child-operator.ts';
import { controlTokens } from './control-token.ts';
import { decoderFor } from './decoders.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { experimentThread } from './experiment-thread.ts';
import { parsePort, untilStopped } from './listening.ts';
import { keepMapping } from './kept-mappings.ts';
import { readMappingFile } from './mapping-file.ts';
import { openPosting } from './open-posting.ts';
import { USUAL_SCHEDULE } from './roles/settings.ts';
import { monotonicClock } from './roles/monotonic-clock.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from './up-program-version.ts';
import { WEB_APP } from './web-app-folder.ts';

interface WebOptions extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly serving: string;
  readonly publicUrl?: string;
  readonly name: readonly string[];
  readonly acceptEvents?: boolean;
  readonly mapping?: string;
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
    .option(
      '--public-url <url>',
      'where browsers find the recommendation service; else on the machine they asked for',
    )
    .option('--name <host...>', 'further names under which the page may be asked for', [])
    .option('--accept-events', 'take events at POST /v1/events into the log of the home')
    .option('--mapping <file>', 'posted events are JSON; this mapping.yaml says what they mean')
    .action((options: WebOptions) =>
      perform(terminal, options, async (io) => {
        const home = requireHome(io.homePath, `${MAKES_A_HOME} --home ${io.homePath}`);
        const records = await openRecords(home);
        const { token, readToken } = controlTokens(process.env);
        const ending = new AbortController();
        const posting = await postingOf(home, options);
        try {
          const server = await startControl(records, {
            host: options.host,
            port: options.port,
            servingUrl: options.serving,
            token,
            readToken,
            hosts: options.name,
            ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
            operator: childOperator(
              { home: home.root, pipeline: [], contracts: null, schedule: USUAL_SCHEDULE },
              ending.signal,
            ),
            experiments: experimentThread(home.root, ending.signal),
            decoderFor: (name) => decoderFor(home, name),
            webApp: WEB_APP,
            version: programVersion(),
            clock: systemClock,
            monotonic: monotonicClock,
            logger: jsonLogger((line) => terminal.err(line), systemClock),
            ...(posting === null ? {} : { posting }),
          });
          io.result(
            { url: server.url, guarded: token !== null },
            `The status page is at ${server.url}/${token === null ? '' : ' for whoever has the token'}; Ctrl-C ends.`,
          );
          await untilStopped(terminal.stop);
          ending.abort();
          await server.stop();
        } finally {
          ending.abort();
          await posting?.log.close();
          await records.close();
        }
      }),
    );

/** Where posted events go; `null` where none are taken. @throws InputError `BAD_USAGE` */
async function postingOf(
  home: Home,
  { acceptEvents, mapping }: WebOptions,
): Promise<PostParts | null> {
  if (acceptEvents !== true && mapping !== undefined)
    throw errorOf('BAD_USAGE', {
      found: '--mapping without --accept-events',
      expected: 'both or neither',
      help: 'npx showrunner web --help',
    });
  if (acceptEvents !== true) return null;
  return openPosting(
    home,
    mapping === undefined ? movielogDecoder.name : keepMapping(home, readMappingFile(mapping)).name,
  );
}
