import type { FastifyReply } from 'fastify';

/** Fixed words for each refusal, so that nothing of a request comes back with it. */
const WORDS = {
  'bad-user': [400, 'Not understood: a user id is one or more digits.'],
  'bad-receipt': [400, 'Not understood: a receipt id is a UUID of version 7 in lower case.'],
  'bad-request': [400, 'The request cannot be understood.'],
  unauthorized: [401, 'This needs the token: Authorization: Bearer TOKEN, or log in at /login.'],
  'wrong-token': [401, 'That is not the token.'],
  'cross-site': [403, 'Other sites may not ask here.'],
  'not-found': [404, 'There is nothing here.'],
  'no-receipt': [404, 'There is no receipt with that id in this home.'],
  'no-report': [404, 'There is no report of that day.'],
  'method-not-allowed': [405, 'This is not a way to ask here.'],
  'too-large': [413, 'The request is too large.'],
  'wrong-host': [421, 'This server does not answer to that name.'],
  'internal-error': [500, 'Something went wrong here.'],
  'serving-failed': [502, 'The recommendation service did not give a list.'],
  busy: [503, 'Too many ask at once; try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type Refusal = keyof typeof WORDS;

/** Refuses a request: JSON below `/v1/`, one line of text elsewhere. */
export function refuseControl(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const [status, message] = WORDS[refusal];
  reply.code(status).header('cache-control', 'no-store');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="showrunner"');
  return reply.request.url.startsWith('/v1/')
    ? reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ error: refusal, message }))
    : reply.type('text/plain; charset=utf-8').send(message);
}
