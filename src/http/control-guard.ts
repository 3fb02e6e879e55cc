import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access, Caller } from './control-access.ts';
import { refuseControl } from './control-refusals.ts';
import { loginAddress, returnPath } from './login-return.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `null` where nobody was asked who it is. */
    caller: Caller | null;
  }
}

/** What pages of the control server may load: only what it serves itself. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

/** Paths that need no token: whether it runs, and what it takes to log in. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  '/healthz',
  '/login',
  '/assets/base.css',
  '/assets/login.css',
]);

/** Who may ask, and under which names. */
export interface Guard {
  readonly access: Access;
  /** Names of the machine, besides `localhost` and addresses. */
  readonly hosts: readonly string[];
}

/**
 * Puts the headers on every answer and turns away, in this order: requests to a name that is not
 * ours (a page of another site whose name was pointed at this address), requests that another site
 * made a browser send, requests without a token, and those that the token does not allow.
 */
export function guard(app: FastifyInstance, { access, hosts }: Guard): void {
  const names = new Set(hosts.map((name) => name.toLowerCase()));
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(HEADERS);
    const path = request.url.split('?', 1)[0]!;
    // Whoever checks that it runs may name it by any name.
    if (path === '/healthz') done();
    else if (!isOurName(request.headers.host, names)) void refuseControl(reply, 'wrong-host');
    else if (isCrossSite(request)) void refuseControl(reply, 'cross-site');
    else if (isOpen(request, path)) done();
    else if ((request.caller = access.callerOf(request.headers)) !== null) {
      if (request.caller.role === 'operate' || mayRead(request)) done();
      else void refuseControl(reply, 'not-allowed');
    } else if (isNavigation(request))
      void reply.redirect(loginAddress(returnPath(request.url)), 303);
    else void refuseControl(reply, 'unauthorized');
  });
}

const isOpen = ({ routeOptions }: FastifyRequest, path: string): boolean =>
  OPEN_PATHS.has(path) || routeOptions.config.contract?.access === 'open';

/** Whoever only looks may ask for everything that changes nothing. */
const mayRead = ({ method, routeOptions, url }: FastifyRequest): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  url === '/logout' ||
  routeOptions.config.contract?.access === 'read';

/** An address cannot be pointed elsewhere, a name can. */
function isOurName(header: string | undefined, names: ReadonlySet<string>): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header ?? '');
  if (found === null) return false;
  const name = found[1]!.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || isIP(name) !== 0 || names.has(name);
}

/**
 * A link from elsewhere to a page is fine; anything else that another site asks for is not. Browsers
 * that do not say `sec-fetch-site` say `origin` with what changes something; the others are taken at
 * their first word, because a form of a page that tells no referrer has the origin `null`.
 */
function isCrossSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined) return comesFromElsewhere(request);
  if (site === 'same-origin' || site === 'none') return false;
  return !(request.method === 'GET' && isNavigation(request));
}

function comesFromElsewhere({ method, headers: { origin, host } }: FastifyRequest): boolean {
  const changes = method !== 'GET' && method !== 'HEAD';
  return changes && origin !== undefined && URL.parse(origin)?.host !== host;
}

const isNavigation = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-mode'] === 'navigate' && !String(headers['sec-fetch-dest']).includes('frame');
