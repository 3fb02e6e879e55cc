import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SESSION_COOKIE, SESSION_SECONDS, type Access, type Caller } from '../control-access.ts';
import { refuseControl } from '../control-refusals.ts';
import type { TypeOf } from '../typed-schema.ts';
import { addControlRoute } from './add-control-route.ts';
import { OPERATIONS, SESSION_CONTRACTS, type Session } from './contracts/session.ts';

/** What the session tells of. */
export interface SessionParts {
  readonly access: Access;
  /** What may be done here by those who operate. */
  readonly operations: ReadonlySet<(typeof OPERATIONS)[number]>;
  /** Where lists are asked for, as whoever asked for `host` reaches it. */
  readonly publicUrl: (host: string | undefined) => string;
  readonly eventTime: Session['events']['time'];
  readonly version: string;
}

/** Whoever guesses waits. */
const WRONG_TOKEN_MS = 300;
const NO_ONE = { role: null } as const;

/** Adds who one is here, and how one comes to be somebody. */
export function addSessionRoutes(app: FastifyInstance, parts: SessionParts): void {
  const { access, operations, publicUrl, eventTime, version } = parts;
  const sessionOf = ({ role, actor }: Caller, host: string | undefined): Session => ({
    role,
    isGuarded: access.isGuarded,
    actor,
    allowed: role === 'operate' ? OPERATIONS.filter((name) => operations.has(name)) : [],
    publicUrl: publicUrl(host),
    events: { accepted: operations.has('post-events'), time: eventTime },
    version,
  });
  addControlRoute(app, SESSION_CONTRACTS.session, ({ caller, headers }) =>
    sessionOf(caller, headers.host),
  );
  addControlRoute(app, SESSION_CONTRACTS.logIn, async ({ body, headers }, reply) => {
    const { token, name } = body;
    const role = access.isGuarded ? access.roleOf(token.trim()) : 'operate';
    if (role === null) {
      await setTimeout(WRONG_TOKEN_MS);
      return refuseControl(reply, 'wrong-token') as never;
    }
    const value = access.newSession({ role, ...(name === undefined ? {} : { actor: name }) });
    setCookie(reply, value, SESSION_SECONDS);
    const caller = access.callerOf({ cookie: `${SESSION_COOKIE}=${value}` });
    return sessionOf(caller!, headers.host);
  });
  addControlRoute(app, SESSION_CONTRACTS.logOut, (_request, reply) => {
    setCookie(reply, '', 0);
    return NO_ONE satisfies TypeOf<(typeof SESSION_CONTRACTS.logOut.responses)[200]['schema']>;
  });
}

/** Sets the cookie of a session, which no script reads and no other site sends. */
export const setCookie = (reply: FastifyReply, value: string, seconds: number): void =>
  void reply.header(
    'set-cookie',
    `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`,
  );
