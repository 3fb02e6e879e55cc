import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_POLICY } from '../control-guard.ts';

/** The built web app, and which other server its pages may ask. */
export interface WebAppParts {
  /** Folder of the build; `null`: there is none. */
  readonly folder: string | null;
  /** Where lists are asked for, as whoever asked for `host` reaches it. */
  readonly publicUrl: (host: string | undefined) => string;
}

/** Answers what no route answers: a file of the app, or the page behind a deep link; else `null`. */
export type WebApp = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null;

interface AppFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same packed; `null` for what gets no smaller. */
  readonly packed: Buffer | null;
  readonly tag: string;
  /** Whether its name has a hash of what it holds. */
  readonly isHashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const HASHED = /^\/assets\/.+[-.][\w-]{8,}\.\w+$/;
const INDEX = '/index.html';
/** What is no address of the app, so that a page never stands for a document that is not there. */
const NOT_PAGES = /^\/(?:v1|assets|reports|metrics|openapi\.json|healthz|login|logout)(?:\/|$)/;

/**
 * Gives the built app: hashed files for good, everything else to be asked for again, and its page
 * for every address that a person opens. The folder is read again when its page is another, as
 * after a build; only what is in it is ever given, so that no path is put together.
 */
export function webApp({ folder, publicUrl }: WebAppParts): WebApp {
  let known: { readonly key: string; readonly files: ReadonlyMap<string, AppFile> } | null = null;
  const filesNow = (): ReadonlyMap<string, AppFile> | null => {
    const index = folder === null ? undefined : statOf(join(folder, INDEX));
    if (folder === null || index === undefined) return null;
    const key = `${index.mtimeMs} ${index.size}`;
    if (known?.key !== key) known = { key, files: readFiles(folder) };
    return known.files;
  };
  return (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const files = filesNow();
    const path = request.url.split('?', 1)[0]!;
    const file = files?.get(path === '/' ? INDEX : path) ?? null;
    if (file !== null) return sendFile(request, reply, { file, publicUrl });
    const index = files?.get(INDEX);
    return index !== undefined && isPage(request, path)
      ? sendFile(request, reply, { file: index, publicUrl })
      : null;
  };
}

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

/** Whether a person opens an address that may be one of the app's. */
const isPage = ({ headers }: FastifyRequest, path: string): boolean =>
  (headers.accept ?? '').includes('text/html') &&
  !NOT_PAGES.test(path) &&
  !/\.[a-z][a-z0-9]*$/i.test(path);

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, publicUrl }: { readonly file: AppFile } & Pick<WebAppParts, 'publicUrl'>,
): FastifyReply {
  reply
    .code(200)
    .type(file.type)
    .header(
      'cache-control',
      file.isHashed ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    )
    .header('etag', file.tag)
    .header('vary', 'accept-encoding');
  if (file.type.startsWith('text/html'))
    reply.header('content-security-policy', policyFor(publicUrl(request.headers.host)));
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send();
  const takesPacked = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (file.packed === null || !takesPacked) return reply.send(file.bytes);
  return reply.header('content-encoding', 'gzip').send(file.packed);
}

/** The app asks the public server too, as a player does. */
const policyFor = (publicUrl: string): string =>
  PAGE_POLICY.replace("connect-src 'self'", `connect-src 'self' ${publicUrl}`);

function readFiles(folder: string): ReadonlyMap<string, AppFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    names.flatMap((path) => {
      const type = TYPES[extname(path)];
      const name = `/${relative(folder, path).split(sep).join('/')}`;
      return type === undefined ? [] : [[name, fileOf(path, name, type)] as const];
    }),
  );
}

function fileOf(path: string, name: string, type: string): AppFile {
  const bytes = readFileSync(path);
  const packed = /^(?:text|application|image\/svg)/.test(type) ? gzipSync(bytes) : null;
  return {
    type,
    bytes,
    packed: packed !== null && packed.length < bytes.length ? packed : null,
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isHashed: HASHED.test(name),
  };
}
