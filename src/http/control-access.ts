import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';

/** Fewest characters of a token. */
export const TOKEN_LENGTH = 16;
/** Name of the cookie that a login sets. */
export const SESSION_COOKIE = 'showrunner_session';
/** How long a login lasts. */
export const SESSION_SECONDS = 12 * 3600;

/** Decides who may ask the control server. */
export interface Access {
  /** Whether a token is asked for at all. */
  readonly isGuarded: boolean;
  /** Whether a request may pass, by its headers `authorization` and `cookie`. */
  allows(headers: {
    readonly authorization?: string | undefined;
    readonly cookie?: string | undefined;
  }): boolean;
  /** Whether a text is the token. */
  isToken(text: string): boolean;
  /** The value of a cookie that stands for the token for `SESSION_SECONDS`. */
  newSession(): string;
}

/**
 * Access by one token. A session is its end and a code over it that only the holder of the token
 * can make: nothing is kept, a restart ends no session, another token ends all. Every comparison
 * takes the same time wherever the texts differ.
 *
 * @param token `null`: everybody who reaches the server may ask
 */
export function accessBy(token: string | null, clock: Clock): Access {
  const isToken = (text: string): boolean => token !== null && isSame(text, token);
  const codeOf = (end: string): string =>
    createHmac('sha256', token ?? '')
      .update(`showrunner session ${end}`)
      .digest('base64url');
  const isSession = (value: string): boolean => {
    const [end = '', code = ''] = value.split('.');
    return /^\d{1,15}$/.test(end) && isSame(code, codeOf(end)) && Number(end) > clock.nowMs();
  };
  return {
    isGuarded: token !== null,
    allows: ({ authorization, cookie }) => {
      if (token === null) return true;
      const bearer = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) return isToken(bearer);
      const session = cookieOf(cookie ?? '');
      return session !== null && isSession(session);
    },
    isToken,
    newSession: () => {
      const end = String(clock.nowMs() + SESSION_SECONDS * 1000);
      return `${end}.${codeOf(end)}`;
    },
  };
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
