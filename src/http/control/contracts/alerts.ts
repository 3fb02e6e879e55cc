import { z } from 'zod';
import type { RouteContract } from '../../route-contract.ts';
import { ALWAYS, CONFLICT, count, day, document, instant, MISSING, reason, word } from './parts.ts';
import { given, taken } from './zod-schema.ts';

const alert = z.object({
  rule: z.string(),
  kind: z.enum(['threshold', 'change', 'absence', 'burn-rate']),
  severity: z.enum(['page', 'ticket']),
  summary: z.string(),
  state: z.enum(['quiet', 'pending', 'firing', 'resolved']),
  since: instant.nullable().describe('When it came into this state, by our own clock.'),
  days: count.describe('Reported days in a row on which it has held.'),
  forDays: count.describe('Reported days in a row on which it must hold before it fires.'),
  lastDay: day.nullable(),
  value: z.number().nullable(),
  found: z.string().nullable(),
  report: z
    .object({ day, url: z.string().describe('The section of the page of the day.') })
    .nullable()
    .describe('The report that says so; null while it never held.'),
  runbook: z.string().describe('Where it says what to do.'),
  runbookName: z
    .string()
    .nullable()
    .describe('The page of GET /v1/runbooks/{runbook}; null where it lies elsewhere.'),
  silence: z
    .object({ until: instant, actor: z.string(), reason: z.string() })
    .nullable()
    .describe('null while it may be told.'),
});

const byRule = taken(z.strictObject({ rule: word.max(60) }));

/** What asks for attention, what is not to be told, and what to do. */
export const ALERT_CONTRACTS = {
  alerts: {
    path: '/v1/alerts',
    summary: 'Alert rules, where each stands, and what is silenced.',
    access: 'read',
    responses: {
      200: document(
        'The rules; those that fire come first.',
        given(z.object({ file: z.string(), alerts: z.array(alert) }), 'Alerts'),
      ),
      ...ALWAYS,
    },
  },
  silence: {
    method: 'POST',
    path: '/v1/alerts/:rule/silences',
    summary:
      'Tell nobody of a rule for a while; a later silence takes the place of an earlier one.',
    access: 'operate',
    params: byRule,
    body: taken(
      z.strictObject({
        hours: z.number().gt(0).max(720).describe('For how long: more than 0, at most 720.'),
        reason,
      }),
    ),
    bodyLimit: 4_096,
    responses: {
      200: document(
        'It is silent until then.',
        given(z.object({ rule: z.string(), until: instant }), 'Silence'),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  liftSilence: {
    method: 'POST',
    path: '/v1/alerts/:rule/silences/lift',
    summary: 'Lift the silence of a rule: what it has to say is told at the next check.',
    access: 'operate',
    params: byRule,
    body: taken(z.strictObject({ reason })),
    bodyLimit: 4_096,
    responses: {
      200: document(
        'It may be told again.',
        given(
          z.object({ rule: z.string(), wasUntil: instant.describe('When it would have ended.') }),
          'LiftedSilence',
        ),
      ),
      ...MISSING,
      ...CONFLICT,
      ...ALWAYS,
    },
  },
  runbooks: {
    path: '/v1/runbooks',
    summary: 'The pages that say what to do about an alert.',
    access: 'read',
    responses: {
      200: document(
        'Names and titles.',
        given(
          z.object({ runbooks: z.array(z.object({ name: z.string(), title: z.string() })) }),
          'Runbooks',
        ),
      ),
      ...ALWAYS,
    },
  },
  runbook: {
    path: '/v1/runbooks/:runbook',
    summary: 'What an alert means, how to check, what to do.',
    access: 'read',
    params: taken(z.strictObject({ runbook: word.max(60) })),
    responses: {
      200: document(
        'The page.',
        given(z.object({ name: z.string(), title: z.string(), markdown: z.string() }), 'Runbook'),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
