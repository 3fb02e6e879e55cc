import type { ItemId } from '../../domain/ids.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import { loadReplayParts, type WhyPorts } from './replay-ports.ts';
import { replayReceipt, type Replay } from './replay-receipt.ts';
import { traceChain, type Chain } from './trace-chain.ts';

/** A candidate that is not on the list. */
export interface NotShown {
  readonly itemId: ItemId;
  readonly title: string | null;
  readonly score: number | null;
  /** The rule that took it out; `displaced` by a draw; `null`: others ranked higher. */
  readonly removedBy: string | null;
}

/** Everything there is to say of why a list is what it is. */
export interface Why {
  readonly receipt: Receipt;
  /** Empty for a receipt from before lists could be made again. */
  readonly items: readonly Reason[];
  readonly others: readonly NotShown[];
  readonly chain: Chain;
  /** What could not be loaded to explain or to make the list again, in sentences. */
  readonly missing: readonly string[];
  /** `null` where nobody asked for it, or the receipt has not what it takes. */
  readonly replay: Replay | null;
}

/**
 * Explains a receipt from the artifacts that it names and, where asked to, makes its list again.
 * What is gone or damaged is told, never thrown.
 */
export async function whyReceipt(
  ports: WhyPorts,
  receipt: Receipt,
  { replay }: { readonly replay: boolean },
): Promise<Why> {
  const chain = await traceChain(ports, receipt);
  const { trace } = receipt;
  if (trace === undefined)
    return { receipt, items: [], others: [], chain, missing: [NO_TRACE], replay: null };
  const { parts, missing } = await loadReplayParts(ports, trace);
  return {
    receipt,
    items: await reasonsOf(receipt, trace, parts),
    others: trace.others.map(([itemId, score, , removedBy]) => ({
      itemId,
      title: parts.catalogue?.titleOf(itemId) ?? null,
      score,
      removedBy,
    })),
    chain,
    missing,
    replay: replay ? await replayReceipt(receipt, trace, parts) : null,
  };
}

const NO_TRACE =
  'The receipt is of an older form, or damaged: it says what was shown and by which model, but not what the list can be made from again.';
