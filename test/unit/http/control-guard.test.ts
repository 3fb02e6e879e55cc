import { beforeAll, describe, expect, it } from 'vitest';
import { controlServerForAll, TOKEN, type ControlServer } from '../../support/control-server.ts';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const bearer = { authorization: `Bearer ${TOKEN}` };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const cookieOf = (reply: { headers: Record<string, unknown> }): string =>
  String((reply.headers['set-cookie'] as string[] | undefined)?.[0]);

/** Every kind of route, each with the status it gives to whoever may ask. */
const ROUTES: readonly (readonly [string, number])[] = [
  ['/', 200],
  ['/v1/status', 200],
  ['/v1/reports', 200],
  ['/v1/ask/x', 400],
  ['/v1/receipts/x', 400],
  ['/reports/', 200],
  ['/reports', 303],
  ['/metrics', 200],
  ['/assets/status.ts', 200],
  ['/nowhere', 404],
];

let open: ControlServer;
let closed: ControlServer;
beforeAll(async () => {
  open = await controlServerForAll();
  closed = await controlServerForAll({ token: TOKEN });
});

describe('headers', () => {
  it.each(ROUTES)('keep the page to itself on %s', async (path, status) => {
    const reply = await open.send(path);
    expect(reply.status).toBe(status);
    expect(reply.headers['content-security-policy']).toBe(CSP);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['x-frame-options']).toBe('DENY');
    expect(reply.headers['referrer-policy']).toBe('no-referrer');
    expect(reply.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('the name a request is sent to', () => {
  it.each([
    ['127.0.0.1:8090', 200],
    ['127.0.0.1', 200],
    ['localhost:1', 200],
    ['LOCALHOST', 200],
    ['[::1]:8090', 200],
    ['10.1.2.3:8090', 200],
    ['status.example:8090', 200],
    ['evil.example', 421],
    ['evil.example:8090', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example', 421],
    ['status.example@evil.example', 421],
    ['1.2.3.4:5:6', 421],
    [':8090', 421],
  ])('%j gives %i', async (host, status) => {
    expect((await open.send('/v1/status', { headers: { host } })).status).toBe(status);
  });

  it('does not matter for /healthz', async () => {
    const reply = await open.send('/healthz', { headers: { host: 'pod-7.internal' } });
    expect([reply.status, reply.body]).toEqual([200, 'ok']);
  });
});

describe('requests that another site makes a browser send', () => {
  const from = (site: string, mode: string, dest = 'empty') => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  });
  it.each([
    ['/v1/ask/1', from('cross-site', 'no-cors'), 403],
    ['/v1/status', from('same-site', 'cors'), 403],
    ['/v1/events', from('cross-site', 'cors'), 403],
    ['/', from('cross-site', 'navigate', 'iframe'), 403],
    ['/', from('cross-site', 'navigate', 'document'), 200],
    ['/v1/status', from('same-origin', 'cors'), 200],
    ['/v1/status', from('none', 'navigate', 'document'), 200],
  ])('%s %j gives %i', async (path, headers, status) => {
    expect((await open.send(path, { headers })).status).toBe(status);
  });

  it('are told apart from a form of ours, which has no origin since no referrer is told', async () => {
    const headers = { ...form, ...from('same-origin', 'navigate', 'document'), origin: 'null' };
    const reply = await closed.send('/login', { method: 'POST', headers, body: `token=${TOKEN}` });
    expect([reply.status, reply.headers.location]).toEqual([303, '/']);
  });

  it('cannot log anybody in', async () => {
    const headers = { ...form, ...from('cross-site', 'navigate', 'document') };
    const reply = await closed.send('/login', { method: 'POST', headers, body: `token=${TOKEN}` });
    expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined]);
  });
});

describe('with a token', () => {
  it.each(ROUTES)('%s is closed to those without it and open to those with it', async (path, s) => {
    const refused = await closed.send(path);
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('Bearer');
    expect(refused.body).toContain('token');
    expect((await closed.send(path, { headers: bearer })).status).toBe(s);
  });

  it.each(['/v1/events', '/v1/events?token=x', '/v1/status/', '//v1/status', '/v1/%73tatus'])(
    '%s is closed too',
    async (path) => {
      expect((await closed.send(path)).status).toBe(401);
    },
  );

  it('leaves open whether it runs, and what the login takes', async () => {
    for (const path of ['/healthz', '/login', '/assets/base.css', '/assets/login.css'])
      expect([path, (await closed.send(path)).status]).toEqual([path, 200]);
  });

  it.each([
    ['/', '/login'],
    ['/days/2026-01-12', '/login?to=%2Fdays%2F2026-01-12'],
    ['/why?of=39', '/login?to=%2Fwhy%3Fof%3D39'],
    ['//evil.example/', '/login'],
  ])('sends a person who opens %s to %s', async (path, login) => {
    const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const reply = await closed.send(path, { headers });
    expect([reply.status, reply.headers.location]).toEqual([303, login]);
  });

  it('leads from the login to the page that was asked for, also after a wrong token', async () => {
    const login = '/login?to=%2Fwhy%3Fof%3D39';
    const action = `action="${login}"`;
    expect((await closed.send(login)).body).toContain(action);
    const send = (token: string) =>
      closed.send(login, { method: 'POST', headers: form, body: `token=${token}` });
    expect((await send('wrong')).body).toContain(action);
    const reply = await send(TOKEN);
    expect([reply.status, reply.headers.location]).toEqual([303, '/why?of=39']);
    const cookie = cookieOf(reply).split(';')[0]!;
    const again = await closed.send(login, { headers: { cookie } });
    expect([again.status, again.headers.location]).toEqual([303, '/why?of=39']);
  });

  it.each(['https://evil.example/', '//evil.example', '/%5Cevil.example', '"><script>'])(
    'leads nowhere else, whatever an address of the login says: %s',
    async (to) => {
      const login = `/login?to=${to.includes('%') ? to : encodeURIComponent(to)}`;
      expect((await closed.send(login)).body).toContain('action="/login"');
      const body = `token=${TOKEN}`;
      const reply = await closed.send(login, { method: 'POST', headers: form, body });
      expect([reply.status, reply.headers.location]).toEqual([303, '/']);
    },
  );

  it('gives a cookie for the token that no script reads and no other site sends', async () => {
    const body = `token=${encodeURIComponent(TOKEN)}`;
    const reply = await closed.send('/login', { method: 'POST', headers: form, body });
    expect([reply.status, reply.headers.location]).toEqual([303, '/']);
    expect(cookieOf(reply)).toMatch(
      /^showrunner_session=\d+\.[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    expect(cookieOf(reply)).not.toContain(TOKEN);
    const cookie = cookieOf(reply).split(';')[0]!;
    expect((await closed.send('/v1/status', { headers: { cookie } })).status).toBe(200);
    const again = await closed.send('/login', { headers: { cookie } });
    expect([again.status, again.headers.location]).toEqual([303, '/']);
    const out = await closed.send('/logout', { method: 'POST', headers: { cookie } });
    expect(cookieOf(out)).toContain('showrunner_session=; ');
    expect(cookieOf(out)).toContain('Max-Age=0');
  });

  it.each(['token=wrong', 'token=', '', 'other=1', `token=${TOKEN}x`])(
    'refuses the login %j in words that do not repeat it',
    async (body) => {
      const reply = await closed.send('/login', { method: 'POST', headers: form, body });
      expect([reply.status, reply.headers['set-cookie']]).toEqual([401, undefined]);
      expect(reply.body).toContain('That is not the token.');
      expect(reply.body).not.toContain('wrong');
    },
  );

  it('refuses a login that is too large or of another kind', async () => {
    const send = (headers: Record<string, string>, body: string) =>
      closed.send('/login', { method: 'POST', headers, body });
    expect((await send(form, `token=${'x'.repeat(2_000)}`)).status).toBe(413);
    expect((await send({ 'content-type': 'text/xml' }, '<token/>')).status).toBe(400);
  });

  it('never writes the token into a log line', async () => {
    await closed.send('/login', { method: 'POST', headers: form, body: `token=${TOKEN}` });
    await closed.send('/v1/ask/1', { headers: bearer });
    expect(closed.lines.length).toBeGreaterThan(0);
    expect(closed.lines.join('')).not.toContain(TOKEN);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/<script>', 404],
    ['GET', '/assets/../control-server.ts', 404],
    ['GET', '/assets/%2e%2e%2fcontrol-server.ts', 404],
    ['GET', '/assets/status.html', 404],
    ['DELETE', '/', 405],
    ['POST', '/v1/status', 405],
  ])('%s %s gives %i with fixed words', async (method, path, status) => {
    const reply = await open.send(path, { method });
    expect(reply.status).toBe(status);
    expect(reply.body).not.toContain('script');
  });

  it('is told apart from what is not understood', async () => {
    expect((await open.send('/reports/%zz')).status).toBe(400);
  });
});
