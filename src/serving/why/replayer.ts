import type { Receipt } from '../../domain/receipt.ts';
import { emptyMemory, loadReplayParts, type WhyPorts } from './replay-ports.ts';
import { replayReceipt, type Replay } from './replay-receipt.ts';

/** How a list came out again, and what could not be loaded for it, in sentences. */
export interface Replayed {
  /** `null` for a receipt that does not say what its list can be made from. */
  readonly replay: Replay | null;
  readonly missing: readonly string[];
}

/**
 * Makes the lists of many receipts again, each artifact loaded and verified once.
 * Memory: every model and catalogue that the receipts name.
 */
export function replayer(ports: WhyPorts): (receipt: Receipt) => Promise<Replayed> {
  const memory = emptyMemory();
  return async (receipt) => {
    const { trace } = receipt;
    if (trace === undefined) return { replay: null, missing: [] };
    const { parts, missing } = await loadReplayParts(ports, trace, memory);
    return { replay: await replayReceipt(receipt, trace, parts), missing };
  };
}
