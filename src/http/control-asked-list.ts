import { z } from 'zod';
import { TIERS } from '../domain/receipt.ts';

/** The list of the public server; members that a later version adds are dropped. */
export const LIST = z.object({
  userId: z.string(),
  receiptId: z.string(),
  tier: z.enum(TIERS),
  modelVersion: z.string().nullable(),
  items: z.array(
    z.object({
      itemId: z.string(),
      position: z.number(),
      title: z.string().nullable(),
      score: z.number().nullable(),
      reason: z.object({ kind: z.enum(TIERS) }),
    }),
  ),
});

/** The document of `GET /v1/ask/:userId`: the list, and how long it took to come. */
export type AskedList = z.infer<typeof LIST> & { readonly tookMs: number };
