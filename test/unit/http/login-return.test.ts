import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginAddress, returnPath } from '../../../src/http/login-return.ts';

const OURS = 'http://status.example:8090';

describe('the page that a login leads back to', () => {
  it.each([
    '/days/2026-01-12',
    '/why?of=01a2146b-7182-72eb-8476-c51baf13fcab&replay=true',
    '/models/compare?ids=a%2Cb',
    '/',
  ])('is %s where that was asked for', (path) => expect(returnPath(path)).toBe(path));

  it.each([
    ['another server', 'https://evil.example/'],
    ['another server by two slashes', '//evil.example/days'],
    ['another server by a slash the wrong way', '/\\evil.example'],
    ['another server behind a tab, which browsers skip', '/\t/evil.example'],
    ['another server behind a line end', '/\n/evil.example'],
    ['another server once a dot is resolved', '/.//evil.example'],
    ['another server once two dots are resolved', '/days/..//evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a path without its slash', 'days'],
    ['the login itself', '/login?to=/login'],
    ['the way out', '/logout'],
    ['what is too long', `/${'x'.repeat(1_000)}`],
    ['nothing', ''],
    ['no text', undefined],
    ['several', ['/days', '/why']],
  ])('is the first page for %s', (_what, asked) => expect(returnPath(asked)).toBe('/'));

  it('is on this server, whatever is asked for', () => {
    const piece = fc.constantFrom('/', '\\', '.', '..', '\t', '\n', ':', '@', '#', '?', 'evil.x');
    const crafted = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
    fc.assert(
      fc.property(fc.oneof(crafted, fc.string(), fc.webUrl()), (asked) => {
        const location = returnPath(asked);
        expect(new URL(location, OURS).origin).toBe(OURS);
        // A header and an attribute hold it as it is.
        expect(location).toMatch(/^\/[!#-;=?-~]*$/);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back out of the address of the login', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        const to = returnPath(`/at${path}?${query}`);
        const asked = new URL(loginAddress(to), OURS).searchParams.get('to');
        expect(returnPath(asked ?? '/')).toBe(to);
      }),
    );
  });
});
