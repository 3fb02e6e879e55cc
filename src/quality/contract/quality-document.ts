import { z } from 'zod';
import { EVENT_KINDS } from '../../domain/stream-event.ts';
import { CONTRACT_TABLES } from './check.ts';
import { KIND_NAMES } from './kinds/kind-facts.ts';

const count = z.int().min(0);
const severity = z.enum(['note', 'warn', 'block']);

const ledger = z
  .strictObject({
    read: count,
    accepted: z.strictObject(
      Object.fromEntries(EVENT_KINDS.map((kind) => [kind, count])) as Record<
        (typeof EVENT_KINDS)[number],
        typeof count
      >,
    ),
    repaired: count,
    duplicate: count,
    quarantined: z.record(z.string(), count),
    pending: count,
  })
  .describe('Where the lines of the segments in scope went.');

const setAside = z.strictObject({
  reason: z.string(),
  lines: count,
  examples: z.array(z.string()).describe('The first few.'),
});

const checked = z.strictObject({
  kind: z.enum(KIND_NAMES),
  table: z.enum(CONTRACT_TABLES),
  field: z.string().nullable().describe('The column; null for the table as a whole.'),
  outcome: z.enum(['pass', 'note', 'warn', 'block', 'skipped']),
  severity: severity.describe('What a violation means.'),
  observed: z.string(),
  expected: z.string(),
  count: count.describe('Rows, lines, files or hours concerned.'),
  examples: z.array(z.string()),
  line: z.int().min(1).describe('Line of the contract that states it.'),
  description: z.string().nullable(),
});

const finding = z.strictObject({
  check: z.string(),
  severity,
  message: z.string(),
  count,
  examples: z.array(z.string()),
  table: z.string().optional(),
  field: z.string().nullable().optional(),
  observed: z.string().optional(),
  expected: z.string().optional(),
});

/** What a check of the contracts found, without when: the same data give the same facts. */
export const QUALITY_FACTS = z.strictObject({
  format: z.literal(1),
  scope: z.strictObject({
    day: z.iso.date().nullable().describe('The day that was asked for (UTC); null for everything.'),
    from: z.iso.datetime().nullable().describe('First event in scope; null without one.'),
    to: z.iso.datetime().nullable().describe('Last event in scope; null without one.'),
    judgedDay: z.iso.date().nullable().describe('The day whose volume was judged.'),
  }),
  verdict: z
    .enum(['pass', 'note', 'warn', 'block'])
    .describe('The weightiest outcome; block stops training.'),
  counts: z.strictObject({ pass: count, note: count, warn: count, block: count, skipped: count }),
  contracts: z.string().describe('SHA-256 over what the contracts state.'),
  tables: z.array(
    z.strictObject({
      table: z.enum(CONTRACT_TABLES),
      contract: z.strictObject({ id: z.string(), version: z.string(), shipped: z.boolean() }),
      rows: count.nullable().describe('null when the home has no such table.'),
      files: count,
    }),
  ),
  ledger,
  checks: z.array(checked),
  findings: z.array(finding).describe('The checks that object, the weightiest first.'),
  quarantined: z.array(setAside).describe('Lines that cannot be used, by reason.'),
  repaired: z.array(setAside).describe('Lines that were repaired, by reason.'),
});
export type QualityFacts = z.output<typeof QUALITY_FACTS>;

/** `quality.json`. */
export const QUALITY = QUALITY_FACTS.extend({ checkedAt: z.iso.datetime() });
export type Quality = z.output<typeof QUALITY>;

/** The published schema of `quality.json`. */
export const qualityJsonSchema = (): object => ({
  ...z.toJSONSchema(QUALITY),
  title: 'What showrunner check found',
});
