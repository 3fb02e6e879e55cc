import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';

/** Fewest characters of a token. */
export const TOKEN_LENGTH = 16;
/** Name of the cookie that a login sets. */
export const SESSION_COOKIE = 'showrunner_session';
/** How long a login lasts. */
export const SESSION_SECONDS = 12 * 3600;

/** What somebody may do: look, or change things too. */
export type ControlRole = 'read' | 'operate';

/** Who asks. */
export interface Caller {
  readonly role: ControlRole;
  /** Under which name changes are kept in the audit trail. */
  readonly actor: string;
}

/** The headers that say who asks. */
export interface CallerHeaders {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  readonly 'x-showrunner-actor'?: string | string[] | undefined;
}

/** Decides who may ask the control server. */
export interface Access {
  /** Whether a token is asked for at all. */
  readonly isGuarded: boolean;
  /** Whether a request may pass. */
  allows(headers: CallerHeaders): boolean;
  /** Who asks; `null` for nobody who may. */
  callerOf(headers: CallerHeaders): Caller | null;
  /** What a text is the token of; `null` for none. */
  roleOf(text: string): ControlRole | null;
  /** Whether a text is a token. */
  isToken(text: string): boolean;
  /** The value of a cookie that stands for a token for `SESSION_SECONDS`. */
  newSession(caller?: Partial<Caller>): string;
}

/** What access depends on besides the token of those who operate. */
export interface AccessOptions {
  /** The token of those who only look. */
  readonly readToken?: string | null;
  /** Whose machine it is: everybody who reaches a server without a token acts in this name. */
  readonly owner?: string;
}

/** How whoever shows a token is called who gives no name. */
const NAMELESS: Readonly<Record<ControlRole, string>> = { operate: 'operator', read: 'reader' };
/** Names that people give themselves. */
export const ACTOR_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;

/**
 * Access by two tokens: one to look, one to change things. A session is its end, role and name, and
 * a code over them that only the holder of the token can make: nothing is kept, a restart ends no
 * session, another token ends all. Every comparison takes the same time wherever the texts differ.
 *
 * @param token of those who operate; `null`: everybody who reaches the server may do everything
 */
export function accessBy(
  token: string | null,
  clock: Clock,
  { readToken = null, owner = 'owner' }: AccessOptions = {},
): Access {
  const tokens: Readonly<Record<ControlRole, string | null>> = { operate: token, read: readToken };
  const roleOf = (text: string): ControlRole | null => {
    const isOf = (role: ControlRole): boolean => {
      const expected = tokens[role];
      return expected !== null && isSame(text, expected);
    };
    // Both are compared whatever comes of the first.
    const [operates, reads] = [isOf('operate'), isOf('read')];
    return operates ? 'operate' : reads ? 'read' : null;
  };
  const callerOf = (headers: CallerHeaders): Caller | null => {
    if (token === null) return { role: 'operate', actor: owner };
    const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer === undefined) return sessionIn(headers.cookie ?? '', { tokens, clock });
    const role = roleOf(bearer);
    const name = headers['x-showrunner-actor'];
    return role === null
      ? null
      : { role, actor: typeof name === 'string' && ACTOR_NAME.test(name) ? name : NAMELESS[role] };
  };
  return {
    isGuarded: token !== null,
    allows: (headers) => callerOf(headers) !== null,
    callerOf,
    roleOf,
    isToken: (text) => roleOf(text) !== null,
    newSession: ({ role = 'operate', actor = NAMELESS[role] } = {}) => {
      const end = String(clock.nowMs() + SESSION_SECONDS * 1000);
      const code = codeOf(tokens[role] ?? '', { end, role, actor });
      return `${end}.${Buffer.from(JSON.stringify([role, actor, code])).toString('base64url')}`;
    },
  };
}

interface Session extends Caller {
  readonly end: string;
}

const codeOf = (token: string, { end, role, actor }: Session): string =>
  createHmac('sha256', token)
    .update(JSON.stringify(['showrunner session', end, role, actor]))
    .digest('base64url');

/** Who a cookie says it is, where its code is right and its time is not over. */
function sessionIn(
  header: string,
  {
    tokens,
    clock,
  }: { readonly tokens: Readonly<Record<ControlRole, string | null>>; readonly clock: Clock },
): Caller | null {
  const [end = '', packed = ''] = (cookieOf(header) ?? '').split('.');
  const parts = partsOf(packed);
  if (parts === null || !/^\d{1,15}$/.test(end) || Number(end) <= clock.nowMs()) return null;
  const [role, actor, code] = parts;
  if (role !== 'read' && role !== 'operate') return null;
  const token = tokens[role];
  if (token === null || !isSame(code, codeOf(token, { end, role, actor }))) return null;
  return { role, actor };
}

function partsOf(packed: string): readonly [string, string, string] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 3 && parts.every((p) => typeof p === 'string')
      ? (parts as unknown as readonly [string, string, string])
      : null;
  } catch {
    return null;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function cookieOf(header: string): string | null {
  for (const part of header.split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

/** Whether an address is this machine's own, which nobody else reaches. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
