import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS, type Access } from './control-access.ts';
import type { Page } from './control-assets.ts';
import { setCookie } from './control/session-routes.ts';
import { loginAddress, returnPath } from './login-return.ts';

/** Whoever guesses waits. */
const WRONG_TOKEN_MS = 300;
const MAX_FORM_BYTES = 1_024;

/** The page that somebody came from, which the address names. */
const toOf = ({ query }: FastifyRequest): string =>
  returnPath((query as Readonly<Record<string, unknown>>)['to']);

/**
 * Adds the form that takes the token, gives a cookie for it and leads to the page that was asked for,
 * and the way out.
 */
export function addLoginRoutes(
  app: FastifyInstance,
  { access, page }: { readonly access: Access; readonly page: (name: Page) => string },
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const form = (reply: FastifyReply, name: Page): FastifyReply => {
    const action = `action="${loginAddress(toOf(reply.request))}"`;
    const text = page(name).replace('action="/login"', () => action);
    return reply.type('text/html; charset=utf-8').send(text);
  };

  app.get('/login', (request, reply) =>
    access.allows(request.headers) ? reply.redirect(toOf(request), 303) : form(reply, 'login'),
  );
  app.post('/login', async (request, reply) => {
    const token = request.body instanceof URLSearchParams ? request.body.get('token') : null;
    const role = token === null ? null : access.roleOf(token.trim());
    if (role === null) {
      await setTimeout(WRONG_TOKEN_MS);
      return form(reply.code(401), 'login-refused');
    }
    setCookie(reply, access.newSession({ role }), SESSION_SECONDS);
    return reply.redirect(toOf(request), 303);
  });
  app.post('/logout', (_request, reply) => {
    setCookie(reply, '', 0);
    return reply.redirect('/login', 303);
  });
}
