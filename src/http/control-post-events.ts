import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { Appended, EventLog, LineDecoder } from '../events/index.ts';
import type { ThrottledWarning } from '../telemetry/index.ts';
import { clientRates } from './client-rates.ts';
import type { StatusKeeper } from './control-keeper.ts';
import { refuseControl } from './control-refusals.ts';
import { judgePosted, type PostedVerdict } from './judge-posted.ts';
import { POSTED_TYPES, postedLines, type PostedType } from './posted-lines.ts';

/** Where posted events go. */
export interface PostParts {
  readonly log: EventLog;
  /** Name of the log as a source. */
  readonly source: string;
  /** The decoder that reads the log. */
  readonly decoder: LineDecoder;
  readonly limits?: Partial<PostLimits>;
}

/** Limits of the route; the defaults are the real ones. */
export interface PostLimits {
  readonly maxBodyBytes: number;
  /** Requests of one client in the long run, and at once. */
  readonly perSecond: number;
  readonly burst: number;
  /** Bytes of all requests that are under way together. */
  readonly maxUnderWayBytes: number;
  /** Lines that may wait to be read into the lake. */
  readonly maxUnreadLines: number;
  /** Keys that may be remembered at once. */
  readonly maxKeys: number;
}

const LIMITS: PostLimits = {
  maxBodyBytes: 8 * 1024 * 1024,
  perSecond: 50,
  burst: 100,
  maxUnderWayBytes: 64 * 1024 * 1024,
  maxUnreadLines: 5_000_000,
  maxKeys: 500_000,
};
const KEY = /^[\x21-\x7e]{1,255}$/;
const BACKLOG_SECONDS = 5;

interface RouteParts {
  readonly posting?: PostParts;
  readonly keeper: StatusKeeper;
  readonly monotonic: Clock;
  readonly warn: ThrottledWarning;
}

/**
 * Adds `POST /v1/events`: a batch of events, kept before it is acknowledged. With an
 * `idempotency-key`, the same batch sent again gets the same answer and is not kept twice, for 24
 * hours and over restarts. Lines that cannot be decoded are kept and told; a batch of which none
 * can is refused, because its sender speaks another language.
 */
export function addPostEventRoute(app: FastifyInstance, parts: RouteParts): void {
  void app.register(async (scope) => {
    const { posting } = parts;
    const limits = { ...LIMITS, ...posting?.limits };
    const bodyLimit = limits.maxBodyBytes;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [...POSTED_TYPES],
      { parseAs: 'buffer', bodyLimit },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      if (error.statusCode === 413)
        return refuseControl(reply, 'too-large', { maxBytes: bodyLimit });
      if (error.statusCode === 415) return refuseControl(reply, 'wrong-type');
      throw error;
    });
    if (posting === undefined) {
      scope.addHook('onRequest', async (_request, reply) => refuseControl(reply, 'no-log'));
      scope.post('/v1/events', () => null);
      return;
    }
    limitRequests(scope, { ...parts, posting, limits });
    scope.post('/v1/events', { bodyLimit }, (request, reply) =>
      keep(request, reply, { ...parts, posting, limits }),
    );
  });
}

type PostingParts = RouteParts & { readonly posting: PostParts; readonly limits: PostLimits };

/** Turns requests away before their body is read. */
function limitRequests(
  scope: FastifyInstance,
  { posting, limits, keeper, monotonic }: PostingParts,
): void {
  const rates = clientRates(limits);
  const underWay = new WeakMap<FastifyRequest, number>();
  let underWayBytes = 0;
  const later = (reply: FastifyReply, refusal: 'too-often' | 'backlog-full', seconds: number) =>
    refuseControl(reply.header('retry-after', String(seconds)), refusal);
  scope.addHook('onRequest', async (request, reply) => {
    if (isForeignPage(request)) return refuseControl(reply, 'cross-site');
    const waitMs = rates.take(request.ip, monotonic.nowMs());
    if (waitMs > 0) return later(reply, 'too-often', Math.ceil(waitMs / 1000));
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') return refuseControl(reply, 'wrong-type');
    const announced = Number(request.headers['content-length'] ?? limits.maxBodyBytes);
    const sizeBytes = Math.min(announced, limits.maxBodyBytes);
    const isFull =
      underWayBytes + sizeBytes > limits.maxUnderWayBytes ||
      (request.headers['idempotency-key'] !== undefined &&
        posting.log.keyCount >= limits.maxKeys) ||
      (await unreadLines(posting, keeper)) > limits.maxUnreadLines;
    if (isFull) return later(reply, 'backlog-full', BACKLOG_SECONDS);
    underWayBytes += sizeBytes;
    underWay.set(request, sizeBytes);
    return undefined;
  });
  const ended = async (request: FastifyRequest): Promise<void> => {
    underWayBytes -= underWay.get(request) ?? 0;
    underWay.delete(request);
  };
  scope.addHook('onResponse', ended);
  scope.addHook('onRequestAbort', ended);
}

/** Whether a page of another site made a browser send it. */
function isForeignPage({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host;
}

/** Lines of the log that are not in the lake yet. */
async function unreadLines({ log, source }: PostParts, keeper: StatusKeeper): Promise<number> {
  const { stream } = await keeper.current();
  return log.nextOffset - (stream.sources.find(({ name }) => name === source)?.linesRead ?? 0);
}

async function keep(
  request: FastifyRequest,
  reply: FastifyReply,
  { posting: { log, decoder }, warn }: PostingParts,
): Promise<unknown> {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !KEY.test(key)))
    return refuseControl(reply, 'bad-key');
  const type = typeOf(request);
  if (type === null || !Buffer.isBuffer(request.body)) return refuseControl(reply, 'empty-batch');
  const digest = createHash('sha256').update(`${type}\n`).update(request.body).digest('hex');
  // What was taken once keeps its answer, whatever would be said of it now.
  const known = key === undefined ? null : log.recall({ key, digest });
  if (known !== null) return answer(reply, known);
  const posted = postedLines(type, request.body);
  if (!posted.ok) {
    const { refusal, ...more } = posted;
    return refuseControl(reply, refusal, 'line' in more ? { line: more.line } : {});
  }
  const note = judgePosted(posted.texts, decoder);
  const lineCount = posted.texts.length;
  if (note.undecodable === lineCount) return refuseControl(reply, 'nothing-usable', note);
  const once = key === undefined ? null : { key, digest, note };
  try {
    const appended = await log.append({ lines: posted.bytes, lineCount, once });
    return answer(reply, appended, note);
  } catch (thrown) {
    warn('log-failed', { found: messageOf(thrown) });
    return refuseControl(reply.header('retry-after', '5'), 'log-failed');
  }
}

/** @param verdict of a batch that came without a key, with which nothing is remembered */
function answer(
  reply: FastifyReply,
  { outcome, firstOffset, lineCount, note }: Appended,
  verdict?: PostedVerdict,
): unknown {
  if (outcome === 'conflict') return refuseControl(reply, 'key-reused');
  if (outcome === 'repeated') reply.header('idempotent-replayed', 'true');
  return {
    accepted: lineCount,
    firstOffset,
    nextOffset: firstOffset + lineCount,
    ...((note as PostedVerdict | null) ?? verdict),
  };
}

function typeOf({ headers }: FastifyRequest): PostedType | null {
  const name = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  return POSTED_TYPES.find((type) => type === name) ?? null;
}
