import { z } from 'zod';
import { SLOTS, TIERS } from '../../../domain/receipt.ts';
import type { RouteContract } from '../../route-contract.ts';
import { ALWAYS, count, document, instant, MISSING, word } from './parts.ts';
import { given, taken } from './zod-schema.ts';

const exposure = z.looseObject({
  itemId: z.string(),
  position: z.int().min(1),
  score: z.number().nullable(),
  propensity: z.number(),
  slot: z.enum(SLOTS).optional(),
});

const past = z.object({ itemId: z.string(), title: z.string().nullable(), added: z.number() });
const reasoned = z.object({
  itemId: z.string(),
  title: z.string().nullable(),
  position: z.int(),
  score: z.number().nullable(),
  propensity: z.number(),
  source: z.string().describe('pinned, or the source that proposed it.'),
  slot: z.string(),
  base: z.number().nullable().describe('What the score is whatever the history says.'),
  because: z.array(past).describe('What of the history added most, most first.'),
});

const chain = z.object({
  model: z
    .object({
      id: z.string(),
      version: z.string().nullable(),
      recipe: z.unknown(),
      seed: z.number(),
      asOf: instant,
      kernels: z.string(),
      code: z.unknown(),
    })
    .nullable(),
  run: z
    .object({ id: z.string(), stage: z.string().nullable(), startedAt: z.string().nullable() })
    .nullable(),
  dataset: z
    .object({ id: z.string(), asOf: instant, catalogue: z.string().nullable(), lines: count })
    .nullable(),
  segments: z.array(
    z.object({ id: z.string(), source: z.string(), partition: count, from: count, to: count }),
  ),
  serving: z.object({
    sources: z.string(),
    runtime: z.string().nullable(),
    kernelBuild: z.string().nullable(),
    rules: z.string().nullable(),
    catalogue: z.string().nullable(),
  }),
  broken: z.array(z.string()),
});

const replay = z.object({
  same: z.boolean(),
  places: z.array(
    z.object({
      position: z.int(),
      recorded: exposure.nullable(),
      replayed: exposure.nullable(),
      same: z.boolean(),
    }),
  ),
});

const receipt = z.looseObject({
  receiptId: z.string(),
  atMs: z.number(),
  userId: z.string(),
  tier: z.enum(TIERS),
  exposures: z.array(exposure),
  modelVersion: z.string().nullable(),
  modelId: z.string().nullable(),
  datasetId: z.string().nullable(),
  codeVersion: z.string(),
  history: z.array(z.string()),
  removed: z.record(z.string(), z.number()),
  latencyMs: z.number(),
  trace: z.looseObject({ variant: z.string().nullable() }).optional(),
});

const ref = z.object({
  receiptId: z.string(),
  at: instant,
  tier: z.enum(TIERS),
  modelVersion: z.string().nullable(),
  variant: z.string().nullable(),
  items: z.array(z.string()),
});

const flag = z.boolean().default(false);

/** Why lists are what they are. */
export const RECEIPT_CONTRACTS = {
  receipt: {
    path: '/v1/receipts/:receiptId',
    summary: 'The record of a list, why each title is on it, and the chain down to the log.',
    access: 'read',
    params: taken(z.strictObject({ receiptId: z.string().max(100) })),
    querystring: taken(
      z.strictObject({
        reasons: flag.describe('Whether reasons are given: that reads the models.'),
        replay: flag.describe('Whether the list is made again and compared; implies reasons.'),
      }),
    ),
    responses: {
      200: document(
        'The receipt; items, others, missing and replay only where asked for.',
        given(
          receipt.extend({
            chain,
            items: z.array(reasoned).optional(),
            others: z
              .array(
                z.object({
                  itemId: z.string(),
                  title: z.string().nullable(),
                  score: z.number().nullable(),
                  removedBy: z.string().nullable(),
                }),
              )
              .optional()
              .describe('Candidates that are not on the list.'),
            missing: z.array(z.string()).optional(),
            replay: replay.nullable().optional(),
            titles: z
              .record(z.string(), z.string())
              .optional()
              .describe('Titles of the history and of the list, where the catalogue knows them.'),
          }),
          'Receipt',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  userReceipts: {
    path: '/v1/users/:userId/receipts',
    summary: 'The latest lists of a user.',
    access: 'read',
    params: taken(z.strictObject({ userId: word.max(100) })),
    querystring: taken(z.strictObject({ limit: z.int().min(1).max(50).default(10) })),
    responses: {
      200: document(
        'The latest first; none where there is none in the files looked at.',
        given(
          z.object({
            userId: z.string(),
            receipts: z.array(ref),
            lookedBackTo: instant
              .nullable()
              .describe('Receipts before this were not looked at; null: all were.'),
          }),
          'UserReceipts',
        ),
      ),
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
