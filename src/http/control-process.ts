import { hostname } from 'node:os';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import type { ArtifactStore, Home, Metadata } from '../store/index.ts';
import { throttledWarnings, type Logger } from '../telemetry/index.ts';
import { isLoopback, TOKEN_LENGTH } from './control-access.ts';
import type { PostParts } from './control-post-events.ts';
import { buildControlServer } from './control-server.ts';
import { runServer, type ListenOptions, type RunningServer } from './run-server.ts';

/** What the control server reads. No table engine: it only looks at what others wrote down. */
export interface ControlSources {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
}

/** What a control process needs besides its sources. */
export interface ControlOptions extends ListenOptions {
  /** The public server, such as `http://127.0.0.1:8082`. */
  readonly servingUrl: string;
  /** What everybody must show; needed wherever others can reach the server. */
  readonly token: string | null;
  /** Names under which it may be asked, besides this machine's. */
  readonly hosts?: readonly string[];
  /** Where posted events go; absent where another source is read. */
  readonly posting?: PostParts;
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
  const { host, token, clock, monotonic, logger } = options;
  requireToken(host, token);
  const app = buildControlServer({
    home: sources.home,
    artifacts: sources.artifacts,
    metadata: sources.metadata,
    clock,
    monotonic,
    servingUrl: requireAddress(options.servingUrl),
    token,
    hosts: [host, hostname(), ...(options.hosts ?? [])],
    warn: throttledWarnings(logger, clock),
    ...(options.posting === undefined ? {} : { posting: options.posting }),
  });
  return runServer(app, options);
}

function requireToken(host: string, token: string | null): void {
  if (token === null && isLoopback(host)) return;
  if (token !== null && token.length >= TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(token)) return;
  const found =
    token === null
      ? 'no SHOWRUNNER_TOKEN'
      : token.length < TOKEN_LENGTH
        ? `a SHOWRUNNER_TOKEN of ${token.length} characters`
        : 'a SHOWRUNNER_TOKEN with blanks or other characters than printable ASCII';
  throw errorOf('CONTROL_TOKEN', { host, found, least: TOKEN_LENGTH });
}

/** An address of a server without path, name or password. */
function requireAddress(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url !== null && `${url.origin}/` === url.href && /^https?:$/.test(url.protocol);
  if (!isOrigin) throw errorOf('CONTROL_SERVING_URL', { found: text });
  return url.origin;
}
