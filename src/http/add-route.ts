import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteContract } from './route-contract.ts';
import type { TypeOf } from './typed-schema.ts';
import { splitLists } from './validate-requests.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route takes and gives. */
    contract?: RouteContract;
  }
}

type PartOf<C, K extends string> = C extends Readonly<Record<K, infer S>> ? TypeOf<S> : undefined;

/** A request that keeps to its contract. */
export type RequestOf<C extends RouteContract> = Pick<FastifyRequest, 'method' | 'id' | 'raw'> & {
  readonly params: PartOf<C, 'params'>;
  readonly query: PartOf<C, 'querystring'>;
  readonly body: PartOf<C, 'body'>;
};

/** Answers a request that keeps to its contract. */
export type Answers<C extends RouteContract> = (
  request: RequestOf<C>,
  reply: FastifyReply,
) => unknown;

/**
 * Adds a route as its contract says. A GET route answers HEAD by the same handler, whose body then
 * stays here.
 */
export function addRoute<const C extends RouteContract>(
  app: FastifyInstance,
  contract: C,
  answers: Answers<C>,
): void {
  const { method, params, querystring, body, bodyLimit, responses }: RouteContract = contract;
  app.route({
    method: method ?? ['GET', 'HEAD'],
    url: contract.path,
    config: { contract },
    schema: {
      ...(params === undefined ? {} : { params }),
      ...(querystring === undefined ? {} : { querystring }),
      ...(body === undefined ? {} : { body }),
      response: Object.fromEntries(
        Object.entries(responses)
          .filter(([, { contentType }]) => contentType.startsWith('application/json'))
          .map(([status, { schema }]) => [status, schema]),
      ),
    },
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...(querystring === undefined
      ? {}
      : {
          preValidation: (request, _reply, done) => {
            request.query = splitLists(request.query as Record<string, unknown>, contract);
            done();
          },
        }),
    handler: (request, reply) => answers(request as unknown as RequestOf<C>, reply),
  });
}
