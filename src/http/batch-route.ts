import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { userId } from '../domain/ids.ts';
import { addRoute } from './add-route.ts';
import { batchTurns, type BatchLimits } from './batch-turns.ts';
import { makeList, recordList, type ListParts } from './give-list.ts';
import { listDocument } from './list-documents.ts';
import { optionsOfBody } from './list-options.ts';
import { USER_LIST } from './list-schemas.ts';
import { refuseWith } from './refusals.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

const RETRY_AFTER_SECONDS = '1';

/**
 * Adds the route that gives lists for many users. A batch keeps its place until its caller has
 * read it all, which bounds what waits in memory; a caller that is too slow is cut off.
 */
export function addBatchRoute(
  app: FastifyInstance,
  parts: ListParts,
  limits: BatchLimits & { readonly takeMs: number },
): void {
  const contract = ROUTE_CONTRACTS.batch;
  const turns = batchTurns(limits);
  addRoute(app, contract, async ({ body }, reply) => {
    const leave = turns.enter();
    if (leave === null) return refuseWith(reply.header('retry-after', RETRY_AFTER_SECONDS), 'busy');
    reply.raw.once('close', leave);
    const options = optionsOfBody(body);
    const textOf = reply.compileSerializationSchema(USER_LIST);
    const lists = await turns.each(
      body.userIds,
      async (user) => {
        const answer = await makeList(parts, { user: userId(user), options }, reply);
        const document = { userId: user, ...listDocument(answer, parts.catalogue.current()) };
        await recordList(parts, answer, reply);
        return textOf(document);
      },
      () => reply.raw.destroyed,
    );
    if (lists === null) return reply.hijack();
    cutOffLater(reply, limits.takeMs);
    reply.type(contract.responses[200].contentType);
    return reply.send(Readable.from(piecesOf(lists), { objectMode: false }));
  });
}

/** Piece by piece, so that no turn of the event loop is spent on the whole of it. */
function* piecesOf(lists: readonly string[]): Iterable<string> {
  yield '{"answers":[';
  for (const [at, list] of lists.entries()) yield at === 0 ? list : `,${list}`;
  yield ']}';
}

function cutOffLater({ raw }: FastifyReply, afterMs: number): void {
  const timer = setTimeout(() => raw.destroy(), afterMs);
  raw.once('close', () => clearTimeout(timer));
}
