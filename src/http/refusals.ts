import type { FastifyReply } from 'fastify';

/**
 * What a refused request reads: fixed words for each status, so that nothing of the request comes
 * back with it.
 */
const WORDS: Readonly<Record<number, readonly [error: string, message: string]>> = {
  400: ['bad-request', 'Not understood: a user id is one or more digits, a count is 1 to 20.'],
  404: ['not-found', 'There is nothing here.'],
  405: ['method-not-allowed', 'Only GET and HEAD are answered.'],
  408: ['request-timeout', 'The request took too long to arrive.'],
  413: ['too-large', 'The request is too large.'],
  414: ['too-large', 'The request is too large.'],
  431: ['too-large', 'The request is too large.'],
  500: ['internal-error', 'Something went wrong here.'],
};

const wordsOf = (status: number): readonly [error: string, message: string] =>
  WORDS[status] ?? WORDS[status < 500 ? 400 : 500]!;

/** Refuses a request: JSON below `/v1/`, one line of text elsewhere. */
export function refuse(reply: FastifyReply, status: number): FastifyReply {
  const [error, message] = wordsOf(status);
  reply.code(status);
  return reply.request.url.startsWith('/v1/')
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify({ error, message }))
    : reply.type('text/plain; charset=utf-8').send(message);
}

/** The bytes that refuse what could not be read as a request at all. */
export function rawRefusal(status: number): string {
  const [error, message] = wordsOf(status);
  return [
    `HTTP/1.1 ${status} ${error}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(message)}`,
    'connection: close',
    '',
    message,
  ].join('\r\n');
}
