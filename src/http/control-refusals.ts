import type { FastifyReply } from 'fastify';

/** Fixed words for each refusal, so that nothing of a request comes back with it. */
const WORDS = {
  'bad-user': [400, 'Not understood: a user id is one or more digits.'],
  'bad-receipt': [400, 'Not understood: a receipt id is a UUID of version 7 in lower case.'],
  'bad-json': [400, 'That is no JSON; nothing was taken.'],
  'bad-key': [400, 'An idempotency key is 1 to 255 printable ASCII characters without blanks.'],
  'empty-batch': [400, 'There is no line in it.'],
  'bad-request': [400, 'The request cannot be understood.'],
  unauthorized: [401, 'This needs the token: Authorization: Bearer TOKEN, or log in at /login.'],
  'wrong-token': [401, 'That is not the token.'],
  'cross-site': [403, 'Other sites may not ask here.'],
  'not-found': [404, 'There is nothing here.'],
  'no-receipt': [404, 'There is no receipt with that id in this home.'],
  'no-report': [404, 'There is no report of that day.'],
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
 * Refuses a request: JSON below `/v1/`, one line of text elsewhere.
 *
 * @param more members of the JSON besides: numbers and words of ours, nothing of the request
 */
export function refuseControl(
  reply: FastifyReply,
  refusal: Refusal,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const [status, message] = WORDS[refusal];
  reply.code(status).header('cache-control', 'no-store');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="showrunner"');
  return reply.request.url.startsWith('/v1/')
    ? reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ error: refusal, message, ...more }))
    : reply.type('text/plain; charset=utf-8').send(message);
}
