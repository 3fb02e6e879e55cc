import type { FastifyInstance, FastifyReply } from 'fastify';
import { userId, type ItemId, type UserId } from '../domain/ids.ts';
import type { Answer } from '../serving/index.ts';
import { addRoute } from './add-route.ts';
import { makeList, recordList, type ListParts } from './give-list.ts';
import { listDocument, namedItem } from './list-documents.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/** No further row is begun after this time since the request came. */
const BUDGET_MS = 300;

/** A row whose first item of the history did not lead to a list is made up for by the next. */
const MAX_TRIES_A_ROW = 2;

const PERSONAL: ReadonlySet<string> = new Set(['personal', 'folded-in']);

interface Row {
  readonly seed: ItemId;
  readonly answer: Answer;
}

/** Adds the route whose rows each start from one item that the user liked. */
export function addBecauseRoute(app: FastifyInstance, parts: ListParts): void {
  const contract = ROUTE_CONTRACTS.becauseYouWatched;
  addRoute(app, contract, async ({ method, params, query }, reply) => {
    if (method === 'HEAD') return reply.type(contract.responses[200].contentType).send();
    const rows = await rowsFor(parts, { user: userId(params.userId), ...query }, reply);
    await Promise.all(rows.map(({ answer }) => recordList(parts, answer, reply)));
    if (rows.length > 0) reply.tier = rows[0]!.answer.tier;
    const catalogue = parts.catalogue.current();
    return {
      userId: params.userId,
      rows: rows.map(({ seed, answer }) => ({
        because: namedItem(seed, catalogue),
        ...listDocument(answer, catalogue),
      })),
    };
  });
}

/**
 * Makes the rows one after the other, from the latest liked item backwards, each without what
 * stands in those before. A list that another tier than a personal one had to fill has nothing to
 * do with the item, and is no row.
 */
async function rowsFor(
  parts: ListParts,
  {
    user,
    rows: wanted,
    count,
  }: { readonly user: UserId; readonly rows: number; readonly count: number },
  reply: FastifyReply,
): Promise<Row[]> {
  const liked = Array.from(parts.history.historyOf(user).itemIds).reverse();
  const seeds = [...new Set(liked)].slice(0, wanted * MAX_TRIES_A_ROW);
  const rows: Row[] = [];
  const exclude: ItemId[] = [];
  for (const seed of seeds) {
    if (rows.length >= wanted || (rows.length > 0 && reply.elapsedTime > BUDGET_MS)) break;
    const options = { count, exclude: [...exclude], similarTo: seed };
    const answer = await makeList(parts, { user, options }, reply);
    if (answer.exposures.length === 0 || !answer.tiers.every((tier) => PERSONAL.has(tier)))
      continue;
    rows.push({ seed, answer });
    exclude.push(...answer.exposures.map(({ itemId }) => itemId));
  }
  return rows;
}
