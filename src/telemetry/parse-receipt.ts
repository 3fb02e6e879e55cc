import { z } from 'zod';
import { itemId, userId } from '../domain/ids.ts';
import { SLOTS, TIERS, type Receipt } from '../domain/receipt.ts';
import { RECEIPT_TRACE } from './parse-trace.ts';

const item = z.string().min(1).transform(itemId);

/** Members that a later version adds are dropped, so that its logs stay readable. */
const receipt = z.object({
  receiptId: z.string().min(1),
  atMs: z.number(),
  userId: z.string().min(1).transform(userId),
  tier: z.enum(TIERS),
  exposures: z.array(
    z.object({
      itemId: item,
      position: z.number().int().min(1),
      score: z.number().nullable(),
      propensity: z.number().gt(0).max(1),
      slot: z.enum(SLOTS).exactOptional(),
    }),
  ),
  modelVersion: z.string().nullable(),
  modelId: z.string().nullable(),
  datasetId: z.string().nullable(),
  codeVersion: z.string(),
  history: z.array(item),
  removed: z.record(z.string(), z.number()),
  latencyMs: z.number().min(0),
  /** One that is damaged, or of a later form, is left out: the rest still says what was shown. */
  trace: RECEIPT_TRACE.exactOptional().catch(undefined as never),
});

/** Reads one line of an exposure log; `null` for anything else, such as a torn last line. */
export function parseReceipt(line: string): Receipt | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = receipt.safeParse(value);
  return parsed.success ? parsed.data : null;
}
