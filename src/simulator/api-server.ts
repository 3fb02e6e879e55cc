import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../domain/clock.ts';
import { createRateLimit } from './rate-limit.ts';
import type { World } from './world.ts';

/** What the APIs tell about. */
export interface ApiOptions {
  readonly world: World;
  /** Accounts that exist now; users above it are not found. */
  readonly accountCount: () => number;
  /** The simulated instant; movies launched later are not found. */
  readonly nowMs: () => number;
  /** Wall clock, for the rate limit. */
  readonly clock: Clock;
  /** Requests a second over all callers; `Infinity` for none. */
  readonly requestsPerSecond: number;
}

/** A listening server. */
export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

const BULK_LIMIT = 200;

/** Serves `GET /user/<id>` and `GET /movie/<id>[,<id>…]`. @param port 0 for any free one */
export async function startApis(
  options: ApiOptions,
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
): Promise<RunningApi> {
  const limit = createRateLimit(options.requestsPerSecond, options.clock);
  const server = createServer((request, response) => {
    if (!limit.take()) return answer(response, 429, { message: 'too many requests' });
    respond(options, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(options: ApiOptions, request: IncomingMessage, response: ServerResponse): void {
  const [, kind, id, ...more] = (request.url ?? '').split('?')[0]!.split('/');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, 405, { message: 'method not allowed' });
  if (kind === 'user' && id !== undefined && more.length === 0) return user(options, id, response);
  if (kind === 'movie' && id !== undefined && more.length === 0)
    return movies(options, decoded(id), response);
  answer(response, 404, { message: 'not found' });
}

function user(
  { world, accountCount, nowMs }: ApiOptions,
  id: string,
  response: ServerResponse,
): void {
  const known = /^[1-9]\d{0,9}$/.test(id) && Number(id) <= accountCount();
  if (known) answer(response, 200, world.user(Number(id), nowMs()));
  else answer(response, 404, { message: 'user not found' });
}

/** One id gives the movie itself, several give a list without those that are not found. */
function movies(options: ApiOptions, ids: string, response: ServerResponse): void {
  const asked = ids.split(',');
  if (asked.length > BULK_LIMIT)
    return answer(response, 400, { message: `at most ${BULK_LIMIT} movies in one request` });
  const found = asked.flatMap((id) => {
    const item = options.world.itemOf(id);
    return item === undefined || options.world.items.launchMs[item]! > options.nowMs()
      ? []
      : [options.world.movie(item)];
  });
  if (found.length === 0) return answer(response, 404, { message: 'movie not found' });
  answer(response, 200, asked.length === 1 ? found[0] : found);
}

/** The path segment as the caller meant it; as it stands when its escapes are broken. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (thrown) {
    if (thrown instanceof URIError) return segment;
    throw thrown;
  }
}

function answer(response: ServerResponse, code: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
