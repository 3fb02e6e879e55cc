import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../control-access.ts';
import type { RequestOf } from '../add-route.ts';
import { refuseControl } from '../control-refusals.ts';
import type { RouteContract, Schema } from '../route-contract.ts';
import type { TypeOf } from '../typed-schema.ts';
import { splitLists } from '../validate-requests.ts';
import { parserOf } from './contracts/zod-schema.ts';

/** What a route answers when all is well. */
type AnswerOf<C extends RouteContract> = C['responses'] extends {
  readonly 202: { readonly schema: infer S };
}
  ? TypeOf<S>
  : C['responses'] extends { readonly 200: { readonly schema: infer S } }
    ? TypeOf<S>
    : never;

/** A request that keeps to its contract, of somebody who may make it. */
export type ControlRequest<C extends RouteContract> = RequestOf<C> &
  Pick<FastifyRequest, 'headers' | 'hostname' | 'signal'> & { readonly caller: Caller };

/** Answers a request, or throws what it should be refused with. */
export type ControlAnswers<C extends RouteContract> = (
  request: ControlRequest<C>,
  reply: FastifyReply,
) => AnswerOf<C> | Promise<AnswerOf<C>>;

const NOBODY: Caller = { role: 'read', actor: 'nobody' };

/**
 * Adds a route as its contract says. What a GET gives bears a tag, so that whoever has it already
 * is told so in place of getting it again; browsers ask each time.
 */
export function addControlRoute<const C extends RouteContract>(
  app: FastifyInstance,
  contract: C,
  answers: ControlAnswers<C>,
): void {
  const { method, path, params, querystring, headers, body, bodyLimit }: RouteContract = contract;
  const status = 202 in contract.responses ? 202 : 200;
  app.route({
    method: method ?? ['GET', 'HEAD'],
    url: path,
    config: { contract },
    schema: {
      ...(params === undefined ? {} : { params }),
      ...(querystring === undefined ? {} : { querystring }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    },
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    preValidation: (request, _reply, done) => {
      request.query = splitLists(request.query as Record<string, unknown>, contract);
      done();
    },
    handler: async (request, reply) => {
      const asked = Object.assign(request, { caller: request.caller ?? NOBODY });
      const wrong = becomeWhatIsMeant(request, body);
      if (wrong !== null) return refuseControl(reply, 'invalid-parameter', wrong);
      const document = await answers(asked as unknown as ControlRequest<C>, reply);
      reply.code(status);
      return method === undefined ? sendTagged(request, reply, document) : document;
    },
  });
}

/**
 * Has the body become what its contract means, beyond what a JSON Schema can say.
 *
 * @returns what is wrong with it; `null` where nothing is
 */
function becomeWhatIsMeant(
  request: FastifyRequest,
  body: Schema | undefined,
): { readonly parameter: string; readonly detail: string } | null {
  const parsed = parserOf(body)?.safeParse(request.body);
  if (parsed === undefined) return null;
  if (parsed.success) request.body = parsed.data;
  const [issue] = parsed.error?.issues ?? [];
  return issue === undefined
    ? null
    : { parameter: issue.path.join('.'), detail: `${issue.message}.` };
}

function sendTagged(request: FastifyRequest, reply: FastifyReply, document: unknown): FastifyReply {
  const text = JSON.stringify(document);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('cache-control', 'private, no-cache').header('etag', tag);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}
