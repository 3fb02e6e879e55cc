import { z } from 'zod';
import type { RouteContract } from '../../route-contract.ts';
import { ALWAYS, count, document, instant, MISSING, next, PAGE_QUERY } from './parts.ts';
import { given, taken } from './zod-schema.ts';

/** Kinds of work that take longer than an answer may. */
export const OPERATION_KINDS = ['promote', 'replay-quarantine', 'retrain'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Work that was asked for and goes on after the answer. */
export const OPERATION = z.object({
  id: z.string(),
  kind: z.enum(OPERATION_KINDS),
  state: z.enum(['running', 'done', 'failed']),
  actor: z.string(),
  reason: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  progress: z.array(z.string()).describe('The latest sentences, at most 20, the oldest first.'),
  result: z.record(z.string(), z.unknown()).nullable().describe('null until it is done.'),
  problem: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why it failed; null where it did not.'),
});
export type Operation = z.output<typeof OPERATION>;
export const OPERATION_SCHEMA = given(OPERATION, 'Operation');

const auditRow = z.object({
  entry: count,
  at: instant,
  actor: z.string(),
  action: z.string(),
  details: z.unknown().describe('What was changed and why.'),
});

/** Work that goes on, and what was changed by whom. */
export const OPERATION_CONTRACTS = {
  operations: {
    path: '/v1/operations',
    summary: 'What was asked for since this server began, the latest first, at most 100.',
    access: 'read',
    responses: {
      200: document(
        'The operations.',
        given(z.object({ operations: z.array(OPERATION) }), 'Operations'),
      ),
      ...ALWAYS,
    },
  },
  operation: {
    path: '/v1/operations/:operationId',
    summary: 'How far one is.',
    access: 'read',
    params: taken(z.strictObject({ operationId: z.uuid() })),
    responses: { 200: document('The operation.', OPERATION_SCHEMA), ...MISSING, ...ALWAYS },
  },
  audit: {
    path: '/v1/audit',
    summary: 'Who changed what, the latest first.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        action: z.string().max(100).optional().describe('Only this action, such as promote.'),
        actor: z.string().max(100).optional(),
      }),
    ),
    responses: {
      200: document('A page.', given(z.object({ entries: z.array(auditRow), next }), 'AuditPage')),
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
