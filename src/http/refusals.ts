import type { FastifyReply } from 'fastify';
import {
  problemNamed,
  problemOf,
  PROBLEM_TYPE,
  PROBLEMS,
  type ProblemDetails,
  type ProblemName,
} from './problems.ts';

/**
 * What a request refused outside of `/v1` reads: fixed words for each status, so that nothing of
 * the request comes back with it.
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

/** Whether refusals of an address are problems as RFC 9457 has them. */
export const hasProblems = (url: string): boolean => url.startsWith('/v1/');

/** Refuses a request: a problem below `/v1/`, one line of text elsewhere. */
export function refuse(reply: FastifyReply, status: number): FastifyReply {
  if (hasProblems(reply.request.url)) return refuseWith(reply, problemNamed(status));
  const [, message] = wordsOf(status);
  return reply.code(status).type('text/plain; charset=utf-8').send(message);
}

/** Refuses a request below `/v1/`. */
export const refuseWith = (
  reply: FastifyReply,
  name: ProblemName,
  details?: ProblemDetails,
): FastifyReply =>
  reply
    .code(PROBLEMS[name][0])
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(name, details)));

/**
 * The bytes that refuse what could not be read as a request at all.
 *
 * @param isProblem whether the address was read, and problems are its form
 */
export function rawRefusal(status: number, isProblem = false): string {
  const [error, message] = wordsOf(status);
  const body = isProblem ? JSON.stringify(problemOf(problemNamed(status))) : message;
  return [
    `HTTP/1.1 ${status} ${error}`,
    `content-type: ${isProblem ? PROBLEM_TYPE : 'text/plain; charset=utf-8'}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
