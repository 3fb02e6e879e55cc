import type { FastifyInstance } from 'fastify';
import { errorOf, messageOf } from '../domain/errors.ts';

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:8082`. */
  readonly url: string;
  /**
   * Accepts no more connections, answers what has arrived, closes connections as they fall
   * silent, and after `graceMs` those that do not.
   */
  stop(graceMs?: number): Promise<void>;
}

const GRACE_MS = 3_000;
const IDLE_CHECK_MS = 20;

/**
 * Starts to listen.
 *
 * @throws ConflictError `PORT_IN_USE`; UnavailableError `LISTEN_REFUSED`
 */
export async function runServer(
  app: FastifyInstance,
  { host, port }: ListenOptions,
): Promise<RunningServer> {
  try {
    await app.listen({ host, port });
  } catch (thrown) {
    await app.close();
    if ((thrown as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw errorOf('PORT_IN_USE', { host, port }, thrown);
    throw errorOf('LISTEN_REFUSED', { host, port, found: messageOf(thrown) }, thrown);
  }
  return { url: urlOf(app, host), stop: (graceMs = GRACE_MS) => stop(app, graceMs) };
}

/** The address as asked for, with the port that came of it. */
function urlOf(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function stop(app: FastifyInstance, graceMs: number): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_CHECK_MS);
  const force = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(force);
  }
}
