import { hostname, userInfo } from 'node:os';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../store/index.ts';
import { throttledWarnings, type Logger } from '../telemetry/index.ts';
import { isLoopback, TOKEN_LENGTH } from './control-access.ts';
import { buildControlServer, type ControlServerParts } from './control-server.ts';
import { runServer, type ListenOptions, type RunningServer } from './run-server.ts';

/** What the control server reads: what others wrote down. */
export interface ControlSources {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  /** The table engine, opened for the first who needs it. */
  readonly tables: () => Promise<Tables>;
}

type Passed = Pick<
  ControlServerParts,
  | 'readToken'
  | 'posting'
  | 'eventTime'
  | 'operator'
  | 'experiments'
  | 'decoderFor'
  | 'publicUrl'
  | 'webApp'
  | 'version'
>;

/** What a control process needs besides its sources. */
export interface ControlOptions extends ListenOptions, Passed {
  /** The public server, such as `http://127.0.0.1:8082`. */
  readonly servingUrl: string;
  /** What those who operate must show; needed wherever others can reach the server. */
  readonly token: string | null;
  /** Names under which it may be asked, besides this machine's. */
  readonly hosts?: readonly string[];
  readonly clock: Clock;
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  readonly logger: Logger;
}

/**
 * Starts the control server with its status page. The sources stay the caller's.
 *
 * @throws InputError `CONTROL_TOKEN`, `CONTROL_SERVING_URL`; and as `runServer`
 */
export async function startControl(
  sources: ControlSources,
  options: ControlOptions,
): Promise<RunningServer> {
  const { host, port: _port, servingUrl, token, hosts = [], logger, ...more } = options;
  requireTokens(host, token, options.readToken ?? null);
  const app = buildControlServer({
    ...more,
    home: sources.home,
    artifacts: sources.artifacts,
    metadata: sources.metadata,
    tables: sources.tables,
    servingUrl: requireAddress(servingUrl),
    token,
    owner: userInfo().username,
    hosts: [host, hostname(), ...hosts],
    warn: throttledWarnings(logger, more.clock),
  });
  return runServer(app, options);
}

/** A token to look is of use only beside one to operate, and must be another. */
function requireTokens(host: string, token: string | null, readToken: string | null): void {
  if (token !== null || !isLoopback(host)) requireSound(host, 'SHOWRUNNER_TOKEN', token);
  if (readToken === null) return;
  requireSound(host, 'SHOWRUNNER_READ_TOKEN', readToken);
  if (token === null) requireSound(host, 'SHOWRUNNER_TOKEN', token);
  if (token === readToken)
    throw errorOf('CONTROL_TOKEN', {
      host,
      found: 'the same SHOWRUNNER_TOKEN and SHOWRUNNER_READ_TOKEN',
      least: TOKEN_LENGTH,
    });
}

function requireSound(host: string, name: string, token: string | null): void {
  if (token !== null && token.length >= TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(token)) return;
  const found =
    token === null
      ? `no ${name}`
      : token.length < TOKEN_LENGTH
        ? `a ${name} of ${token.length} characters`
        : `a ${name} with blanks or other characters than printable ASCII`;
  throw errorOf('CONTROL_TOKEN', { host, found, least: TOKEN_LENGTH });
}

/** An address of a server without path, name or password. */
function requireAddress(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url !== null && `${url.origin}/` === url.href && /^https?:$/.test(url.protocol);
  if (!isOrigin) throw errorOf('CONTROL_SERVING_URL', { found: text });
  return url.origin;
}
