import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SESSION_COOKIE, SESSION_SECONDS, type Access } from './control-access.ts';
import type { Page } from './control-assets.ts';

/** Whoever guesses waits. */
const WRONG_TOKEN_MS = 300;
const MAX_FORM_BYTES = 1_024;

/** Adds the form that takes the token and gives a cookie for it, and the way out. */
export function addLoginRoutes(
  app: FastifyInstance,
  { access, page }: { readonly access: Access; readonly page: (name: Page) => string },
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const form = (reply: FastifyReply, name: Page): FastifyReply =>
    reply.type('text/html; charset=utf-8').send(page(name));

  app.get('/login', (request, reply) =>
    access.allows(request.headers) ? reply.redirect('/', 303) : form(reply, 'login'),
  );
  app.post('/login', async (request, reply) => {
    const token = request.body instanceof URLSearchParams ? request.body.get('token') : null;
    if (token === null || !access.isToken(token.trim())) {
      await setTimeout(WRONG_TOKEN_MS);
      return form(reply.code(401), 'login-refused');
    }
    return reply
      .header('set-cookie', cookie(access.newSession(), SESSION_SECONDS))
      .redirect('/', 303);
  });
  app.post('/logout', (_request, reply) =>
    reply.header('set-cookie', cookie('', 0)).redirect('/login', 303),
  );
}

const cookie = (value: string, seconds: number): string =>
  `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
