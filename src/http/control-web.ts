import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where `npm run build-web` puts the web app. */
export const WEB_FOLDER = join(import.meta.dirname, '../../web/dist');

/** The addresses of the app's pages; everything below them is the app's as well. */
export const APP_PATHS = ['/tonight', '/models', '/data', '/days', '/why', '/experiments'] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Their names hold a hash of what is in them. */
const FOR_EVER = 'private, max-age=31536000, immutable';

interface Sent {
  readonly type: string;
  readonly bytes: Buffer;
  readonly packed: Buffer | null;
  readonly tag: string;
}

/**
 * Adds the web app as it was built: its files, each under its own route, and its page under every
 * address of the app.
 *
 * @returns whether there is one; without it nothing is added
 */
export function addWebRoutes(app: FastifyInstance, folder: string = WEB_FOLDER): boolean {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return false;
  const files = join(folder, 'assets');
  for (const name of readdirSync(files)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const file = sentOf(readFileSync(join(files, name)), type);
    app.get(`/assets/${name}`, (request, reply) =>
      send(request, reply.header('cache-control', FOR_EVER), file),
    );
  }
  const html = sentOf(readFileSync(page), 'text/html; charset=utf-8');
  for (const path of ['/', ...APP_PATHS, ...APP_PATHS.map((path) => `${path}/*`)])
    app.get(path, (request, reply) =>
      send(request, reply.header('cache-control', 'no-cache'), html),
    );
  return true;
}

function sentOf(bytes: Buffer, type: string): Sent {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type, bytes, tag, packed: type === TYPES['.woff2'] ? null : gzipSync(bytes) };
}

function send(request: FastifyRequest, reply: FastifyReply, file: Sent): FastifyReply {
  reply.header('etag', file.tag).header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send();
  reply.type(file.type);
  const takesPacked = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return file.packed !== null && takesPacked
    ? reply.header('content-encoding', 'gzip').send(file.packed)
    : reply.send(file.bytes);
}
