import type { FastifyInstance } from 'fastify';
import { currentSnapshot, searchItems } from '../../catalogue/index.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { traceChain, whyReceipt } from '../../serving/index.ts';
import { findReceipt, latestReceipts, receiptTimeMs } from '../../telemetry/index.ts';
import { refuseControl } from '../control-refusals.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { RECEIPT_CONTRACTS } from './contracts/receipts.ts';

/** Looking for a receipt may read large files; only so many are looked for at once. */
const MAX_SEARCHES = 4;
/** How much of the log of receipts is read for the latest of a user. */
const LOOK_BACK_BYTES = 256 * 1024 * 1024;

/** Adds why a list is what it is, and the latest lists of a user. */
export function addReceiptRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { home } = parts;
  let searches = 0;
  const searching = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (searches >= MAX_SEARCHES) return null;
    searches++;
    try {
      return await work();
    } finally {
      searches--;
    }
  };
  addControlRoute(app, RECEIPT_CONTRACTS.receipt, async ({ params, query }, reply) => {
    const { receiptId } = params;
    if (receiptTimeMs(receiptId) === null) return refuseControl(reply, 'bad-receipt') as never;
    const found = await searching(async () => ({
      receipt: await findReceipt(home.exposures, receiptId),
    }));
    if (found === null) return refuseControl(reply, 'busy') as never;
    const { receipt } = found;
    if (receipt === null) return refuseControl(reply, 'no-receipt') as never;
    const why = await searching(() => explained(parts, receipt, query));
    return (why ?? refuseControl(reply, 'busy')) as never;
  });
  addControlRoute(app, RECEIPT_CONTRACTS.userReceipts, async ({ params, query }, reply) => {
    const { userId } = params;
    const found = await searching(() =>
      latestReceipts(home.exposures, {
        userId,
        limit: query.limit,
        mostBytes: LOOK_BACK_BYTES,
      }),
    );
    if (found === null) return refuseControl(reply, 'busy') as never;
    const { receipts, lookedBackToMs } = found;
    return {
      userId,
      receipts: receipts.map(({ receiptId, atMs, tier, modelVersion, trace, exposures }) => ({
        receiptId,
        at: new Date(atMs).toISOString(),
        tier,
        modelVersion,
        variant: trace?.variant ?? null,
        items: exposures.map(({ itemId }): string => itemId),
      })),
      lookedBackTo: lookedBackToMs === null ? null : new Date(lookedBackToMs).toISOString(),
    };
  });
}

/** A receipt with its chain and titles and, where asked for, reasons and the list made again. */
async function explained(
  parts: ControlParts,
  receipt: Receipt,
  { reasons, replay }: { readonly reasons: boolean; readonly replay: boolean },
) {
  if (!reasons && !replay)
    return {
      ...receipt,
      chain: await traceChain(parts, receipt),
      titles: await titlesOf(parts, receipt),
    };
  const tables = await parts.tables();
  const why = await whyReceipt({ ...parts, tables }, receipt, { replay });
  const { items, others, chain, missing } = why;
  const titles = await titlesOf(parts, receipt);
  return {
    ...receipt,
    chain,
    items,
    others,
    missing,
    titles,
    ...(replay ? { replay: why.replay } : {}),
  };
}

/** Titles of what a receipt names, as the catalogue of now has them. */
async function titlesOf(
  { home, artifacts, tables }: ControlParts,
  { history, exposures }: Receipt,
): Promise<Record<string, string>> {
  const snapshot = await currentSnapshot(home, artifacts);
  const ids = [...new Set([...history, ...exposures.map(({ itemId }) => itemId)])];
  if (snapshot === null || ids.length === 0) return {};
  const page = { limit: ids.length, after: null };
  const { items } = await searchItems(await tables(), snapshot, { ids, ...page });
  return Object.fromEntries(items.map(({ itemId, title }) => [itemId, title]));
}
