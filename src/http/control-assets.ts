import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { scriptOf } from './control-asset-script.ts';

/** Pages that are sent as they are. */
export type Page = 'status' | 'login' | 'login-refused';

const FOLDER = join(import.meta.dirname, 'status');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const REFUSED = 'That is not the token. Look at SHOWRUNNER_TOKEN where the server was started.';

const LOGOUT = '<form method="post" action="/logout"><button type="submit">Log out</button></form>';

/** Reads the pages. @param isGuarded whether there is something to log out of */
export function pages(isGuarded: boolean): (name: Page) => string {
  const status = readFileSync(join(FOLDER, 'status.html'), 'utf8');
  const login = readFileSync(join(FOLDER, 'login.html'), 'utf8');
  const texts: Readonly<Record<Page, string>> = {
    status: status.replace('<!-- logout -->', isGuarded ? LOGOUT : ''),
    login: login.replace('<!-- refused -->', ''),
    'login-refused': login.replace(
      '<!-- refused -->',
      `<p class="refused" role="alert">${REFUSED}</p>`,
    ),
  };
  return (name) => texts[name];
}

/**
 * Adds what the pages load, each file under its own route, so that no path is ever put together.
 * Modules keep their names and are sent as JavaScript.
 */
export function addAssetRoutes(app: FastifyInstance): void {
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const content = contentOf(name);
    const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    app.get(`/assets/${name}`, (request, reply) => {
      reply.header('cache-control', 'no-cache').header('etag', tag);
      return request.headers['if-none-match'] === tag
        ? reply.code(304).send()
        : reply.type(type).send(content);
    });
  }
}

function contentOf(name: string): Buffer {
  const bytes = readFileSync(join(FOLDER, name));
  return extname(name) === '.ts' ? Buffer.from(scriptOf(bytes.toString('utf8'))) : bytes;
}
