import type { FastifyReply } from 'fastify';
import {
  ConflictError,
  DataError,
  InputError,
  NotFoundError,
  UnavailableError,
  type ShowrunnerError,
} from '../domain/errors.ts';
import { PROBLEM_TYPE } from './problems.ts';

/** Fixed words for each refusal, so that nothing of a request comes back with it. */
const WORDS = {
  'bad-user': [400, 'Not understood: a user id is one or more digits.'],
  'bad-receipt': [400, 'Not understood: a receipt id is a UUID of version 7 in lower case.'],
  'bad-json': [400, 'That is no JSON; nothing was taken.'],
  'bad-key': [400, 'An idempotency key is 1 to 255 printable ASCII characters without blanks.'],
  'empty-batch': [400, 'There is no line in it.'],
  'invalid-parameter': [400, 'A parameter is not valid.'],
  'unknown-parameter': [400, 'A parameter is not known here.'],
  'bad-request': [400, 'The request cannot be understood.'],
  unauthorized: [401, 'This needs the token: Authorization: Bearer TOKEN, or log in at /login.'],
  'wrong-token': [401, 'That is not the token.'],
  'cross-site': [403, 'Other sites may not ask here.'],
  'not-allowed': [403, 'That token may look and change nothing: use the one that operates.'],
  'not-found': [404, 'There is nothing here.'],
  'no-receipt': [404, 'There is no receipt with that id in this home.'],
  'no-report': [404, 'There is no report of that day.'],
  'no-experiment': [404, 'There is no experiment of that name.'],
  'method-not-allowed': [405, 'This is not a way to ask here.'],
  'no-log': [409, 'This installation reads another source: configure source: log: to post events.'],
  'too-large': [413, 'The request is too large.'],
  'wrong-type': [
    415,
    'Send application/json (an array), application/x-ndjson or text/plain, not packed.',
  ],
  'wrong-host': [421, 'This server does not answer to that name.'],
  'nothing-usable': [422, 'None of the lines can be decoded; nothing was taken.'],
  'key-reused': [422, 'That key was used for another batch; nothing was taken.'],
  'too-often': [429, 'Too many requests from you; try again later.'],
  'backlog-full': [429, 'More waits to be written or read than is good; try again later.'],
  'internal-error': [500, 'Something went wrong here.'],
  'serving-failed': [502, 'The recommendation service did not give a list.'],
  'log-failed': [503, 'The lines could not be kept; send them again with the same key.'],
  busy: [503, 'Too many ask at once; try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type Refusal = keyof typeof WORDS;

/**
 * Refuses a request: a problem as RFC 9457 has it below `/v1/`, one line of text elsewhere. Clients
 * of older versions find the name and the words as `error` and `message` too.
 *
 * @param more members of the problem besides: numbers and words of ours, nothing of the request
 */
export function refuseControl(
  reply: FastifyReply,
  refusal: Refusal,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const [status, title] = WORDS[refusal];
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="showrunner"');
  if (reply.request.url.startsWith('/v1/'))
    return sendProblem(reply, { name: refusal, status, title, more });
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(title);
}

/** Statuses and titles of what our own errors mean to whoever asks. */
const KINDS = [
  [InputError, 400, 'The request cannot be carried out as it is.'],
  [NotFoundError, 404, 'There is no such thing.'],
  [ConflictError, 409, 'Things are not as the request expects.'],
  [DataError, 422, 'What is kept here does not allow it.'],
  [UnavailableError, 503, 'It is not possible now.'],
] as const;

/** Whether an error says what whoever asks can do about it. */
export const isTellable = (error: unknown): error is ShowrunnerError =>
  KINDS.some(([kind]) => error instanceof kind);

/** Refuses a request for one of our own errors, in its words. */
export function refuseFor(reply: FastifyReply, error: ShowrunnerError): FastifyReply {
  const [, status, title] = KINDS.find(([kind]) => error instanceof kind)!;
  const name = problemNameOf(error.code);
  return sendProblem(reply, { name, status, title, more: { detail: error.message } });
}

/** The name of the problem that an error is, such as `gate-holds`. */
export const problemNameOf = (code: string): string => code.toLowerCase().replaceAll('_', '-');

const sendProblem = (
  reply: FastifyReply,
  {
    name,
    status,
    title,
    more,
  }: {
    readonly name: string;
    readonly status: number;
    readonly title: string;
    readonly more: Readonly<Record<string, unknown>>;
  },
): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(
      JSON.stringify({
        type: `urn:showrunner:problem:${name}`,
        title,
        status,
        error: name,
        message: title,
        ...more,
      }),
    );
