import type { FastifyInstance } from 'fastify';

/** Pages that may ask the public server from a browser. */
export interface AllowedOrigins {
  /** Origins such as `https://tv.example`. */
  readonly listed: readonly string[];
  /** Pages of the machine that was asked, at this port: those of the control server. */
  readonly sameHostPort?: number;
}

const ASKED_HEADERS = 'content-type, x-request-id, traceparent';
const TOLD_HEADERS = 'x-showrunner-receipt, x-request-id, traceparent, retry-after';
const PREFLIGHT_SECONDS = '600';

/**
 * Lets pages of some other origins ask, as a player in a browser does (CORS). No cookies are taken,
 * so that whoever asks gets what everybody gets.
 */
export function allowOrigins(app: FastifyInstance, allowed: AllowedOrigins): void {
  const listed = new Set(allowed.listed);
  const mayAsk = (origin: string, host: string | undefined): boolean => {
    if (listed.has(origin)) return true;
    const [from, asked] = [URL.parse(origin), URL.parse(`http://${host ?? ''}`)];
    return (
      from !== null &&
      asked !== null &&
      allowed.sameHostPort !== undefined &&
      from.protocol === 'http:' &&
      from.hostname === asked.hostname &&
      Number(from.port || 80) === allowed.sameHostPort
    );
  };
  app.addHook('onRequest', (request, reply, done) => {
    const { origin, host } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || !mayAsk(origin, host)) return done();
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', TOLD_HEADERS);
    if (request.method !== 'OPTIONS') return done();
    void reply
      .code(204)
      .header('access-control-allow-methods', 'GET, HEAD, POST')
      .header('access-control-allow-headers', ASKED_HEADERS)
      .header('access-control-max-age', PREFLIGHT_SECONDS)
      .send();
  });
}
