import { assert, pre, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessBy,
  isLoopback,
  SESSION_COOKIE,
  SESSION_SECONDS,
} from '../../../src/http/control-access.ts';

const TOKEN = 'correct-horse-battery';
let nowMs = 1_000_000;
const clock = { nowMs: () => nowMs };
const access = accessBy(TOKEN, clock);
const cookie = (value: string): string => `theme=dark; ${SESSION_COOKIE}=${value}; x=1`;

describe('access by a token', () => {
  it('lets everybody pass where there is none, and makes no text the token', () => {
    const open = accessBy(null, clock);
    expect([open.isGuarded, open.allows({}), open.isToken(''), open.isToken('null')]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('takes the token as a bearer, whatever the case of that word', () => {
    expect(access.allows({ authorization: `Bearer ${TOKEN}` })).toBe(true);
    expect(access.allows({ authorization: `bearer  ${TOKEN}` })).toBe(true);
  });

  it.each([
    undefined,
    '',
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN} `.repeat(2),
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    'Bearer ',
  ])('turns away the header %j', (authorization) => {
    expect(access.allows({ authorization })).toBe(false);
  });

  it('turns away any text but the token', () => {
    assert(
      property(string(), (text) => {
        pre(text !== TOKEN);
        expect(access.isToken(text)).toBe(false);
        expect(access.allows({ cookie: cookie(text) })).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('takes its own session until it ends, also after a restart', () => {
    nowMs = 5_000_000;
    const session = access.newSession();
    const again = accessBy(TOKEN, clock);
    expect(again.allows({ cookie: cookie(session) })).toBe(true);
    nowMs += SESSION_SECONDS * 1000 - 1;
    expect(again.allows({ cookie: cookie(session) })).toBe(true);
    nowMs += 1;
    expect(again.allows({ cookie: cookie(session) })).toBe(false);
  });

  it('turns away a session with another end or of another token', () => {
    nowMs = 5_000_000;
    const session = access.newSession();
    const [end, code] = session.split('.');
    expect(access.allows({ cookie: cookie(`${Number(end) + 1}.${code}`) })).toBe(false);
    expect(accessBy(`${TOKEN}2`, clock).allows({ cookie: cookie(session) })).toBe(false);
    expect(access.allows({ cookie: `other=${session}` })).toBe(false);
  });

  it('lets a wrong bearer not be mended by a session', () => {
    const session = access.newSession();
    expect(access.allows({ authorization: 'Bearer wrong', cookie: cookie(session) })).toBe(false);
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['127.0.0.1.example.org', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
