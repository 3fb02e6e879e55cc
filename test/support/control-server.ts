import { request } from 'node:http';
import { afterAll, onTestFinished } from 'vitest';
import { openRecords, type Records } from '../../src/compose.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { buildControlServer, type ControlServerParts } from '../../src/http/index.ts';
import { openHome } from '../../src/store/index.ts';
import { jsonLogger, throttledWarnings } from '../../src/telemetry/index.ts';
import { temporaryFolder, temporaryFolderForAll } from './installation.ts';

const clock: Clock = { nowMs: () => Date.now() };

/** A reply as it came over the wire. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Tokens that are long enough. */
export const TOKEN = 'a-token-of-enough-length';
export const READ_TOKEN = 'another-token-to-look';

export type ControlServer = Awaited<ReturnType<typeof openControlServer>>;

const CLOSING: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of CLOSING.splice(0)) await close();
});

/** A control server as `openControlServer` makes it; gone when the test is over. */
export async function controlServer(
  changes: Partial<ControlServerParts> = {},
  homePath = temporaryFolder(),
) {
  const server = await openControlServer(changes, homePath);
  onTestFinished(server.close);
  return server;
}

/** The same for all tests of a file; to be called in `beforeAll`. */
export async function controlServerForAll(
  changes: Partial<ControlServerParts> = {},
  homePath = temporaryFolderForAll(),
) {
  const server = await openControlServer(changes, homePath);
  CLOSING.push(server.close);
  return server;
}

/**
 * The control server over a real home, listening on a port of 127.0.0.1 and looking at the home
 * every 50 ms.
 */
async function openControlServer(changes: Partial<ControlServerParts>, homePath: string) {
  const records: Records = await openRecords(openHome(homePath));
  const lines: string[] = [];
  // A clock on which a second passes between two looks: what is asked for is always made anew.
  let ticks = 0;
  const app = buildControlServer({
    ...records,
    clock,
    monotonic: { nowMs: () => (ticks += 1_000) },
    servingUrl: 'http://127.0.0.1:9',
    token: null,
    hosts: ['status.example'],
    warn: throttledWarnings(
      jsonLogger((line) => lines.push(line), clock),
      clock,
    ),
    pace: { everyMs: 50 },
    ...changes,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await app.close();
    await records.close();
  };
  /** Sends headers and paths as they are, which `fetch` does not. */
  const send = (
    path: string,
    {
      method = 'GET',
      headers = {},
      body,
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<WireReply> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path, method, headers, agent: false },
        (reply) => {
          let text = '';
          reply.on('data', (chunk) => (text += String(chunk)));
          reply.on('error', reject);
          reply.on('end', () =>
            resolve({ status: reply.statusCode!, headers: reply.headers, body: text }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { home: records.home, url: `http://127.0.0.1:${port}`, port, lines, send, close };
}
