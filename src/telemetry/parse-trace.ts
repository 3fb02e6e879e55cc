import { z } from 'zod';
import { itemId } from '../domain/ids.ts';
import { SOURCES, TIERS, type PassedOver, type ReceiptTrace } from '../domain/receipt.ts';

const item = z.string().min(1).transform(itemId);
const items = z.array(item);
const numbers = z.array(z.number().nullable());

const passedOver = z
  .tuple([item, z.number().nullable(), z.number().int(), z.string().nullable()])
  .transform((of): PassedOver => of);

/** What a receipt says of how its list was made. */
export const RECEIPT_TRACE: z.ZodType<ReceiptTrace> = z.object({
  request: z.object({
    route: z.string().exactOptional(),
    requestId: z.string().exactOptional(),
    traceId: z.string().exactOptional(),
    count: z.number().int().min(1),
    exclude: items.exactOptional(),
    filters: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .exactOptional(),
    similarTo: item.exactOptional(),
  }),
  user: z.object({ age: z.number().nullable(), gender: z.enum(['M', 'F']).nullable() }).nullable(),
  catalogueId: z.string().nullable(),
  rulesId: z.string().nullable(),
  kernelBuild: z.string().nullable(),
  runtime: z.string(),
  models: z.array(
    z.object({
      role: z.enum(['champion', 'further', 'baseline']),
      version: z.string(),
      modelId: z.string(),
    }),
  ),
  sources: z.array(
    z.object({
      source: z.enum(SOURCES),
      tier: z.enum(TIERS),
      model: z.number().int().min(0).nullable(),
      fed: z.boolean(),
      again: z.boolean(),
      rounds: z.number().int().min(1),
      gave: z.number().int().min(0),
    }),
  ),
  placed: z.array(z.number().int()),
  historyTimesMs: numbers,
  completions: numbers.exactOptional(),
  ratings: numbers.exactOptional(),
  seen: items,
  unseen: items,
  seenOmitted: z.number().exactOptional(),
  others: z.array(passedOver),
  exploration: z
    .object({
      seed: z.number(),
      share: z.number(),
      pool: z.number(),
      eligible: z.array(z.number()),
      drawn: z.array(z.number()),
    })
    .nullable(),
  variant: z.string().nullable(),
  failures: z.array(z.tuple([z.string(), z.string()])),
});
