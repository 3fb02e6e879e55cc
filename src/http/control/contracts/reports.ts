import { z } from 'zod';
import { RANGE, REPORT } from '../../../monitoring/index.ts';
import type { RouteContract } from '../../route-contract.ts';
import {
  ALWAYS,
  count,
  day,
  document,
  instant,
  MISSING,
  next,
  PAGE_QUERY,
  reason,
  share,
  word,
} from './parts.ts';
import { given, taken } from './zod-schema.ts';

const headline = z.object({
  day,
  revision: count,
  issuedAt: instant,
  isComplete: z.boolean().describe('Whether the books of the day are closed.'),
  headline: z.array(z.string()),
  requests: count,
  availability: share.nullable(),
  latencyP99Ms: z.number().nullable(),
  personalisedShare: share.nullable(),
  viewers: count,
  minutes: count,
  recommendedMinuteShare: share.nullable(),
  worth: z
    .object({
      mean: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    })
    .nullable()
    .describe('Minutes a user and day that personal lists were worth over the range before it.'),
  champion: z.string().nullable().describe('At the end of the day.'),
  findings: z.object({ note: count, warn: count, block: count }),
  drifted: count.describe('Fields that drifted.'),
  url: z.string().describe('Its page on this server.'),
});

const rangeRef = z.object({
  key: z.string().describe('2026-W03, or FROM..TO.'),
  kind: z.enum(['week', 'range']),
  url: z.string().describe('Its page on this server.'),
});

const alert = z.object({
  rule: z.string(),
  kind: z.enum(['threshold', 'change', 'absence', 'burn-rate']),
  severity: z.enum(['page', 'ticket']),
  summary: z.string(),
  state: z.enum(['quiet', 'pending', 'firing', 'resolved']),
  since: instant.nullable(),
  days: count.describe('Reported days in a row on which it has held.'),
  lastDay: day.nullable(),
  value: z.number().nullable(),
  found: z.string().nullable(),
  runbook: z.string().describe('Where it says what to do.'),
  silence: z
    .object({ until: instant, actor: z.string(), reason: z.string() })
    .nullable()
    .describe('null while it may be told.'),
});

/** What the days were like, and what asks for attention. */
export const REPORT_CONTRACTS = {
  reports: {
    path: '/v1/reports',
    summary: 'Days that have a report, the latest first, with their headline figures.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        from: day.optional().describe('The first day that is wanted.'),
        to: day.optional().describe('The last day that is wanted.'),
      }),
    ),
    responses: {
      200: document(
        'A page.',
        given(
          z.object({
            days: z.array(day).describe('All that have a report, the latest first.'),
            reports: z.array(headline),
            next,
          }),
          'ReportPage',
        ),
      ),
      ...ALWAYS,
    },
  },
  report: {
    path: '/v1/reports/:day',
    summary: 'The report of a day, whole. Its page is at /reports/DAY.',
    access: 'read',
    params: taken(z.strictObject({ day })),
    responses: { 200: document('report.json.', given(REPORT, 'Report')), ...MISSING, ...ALWAYS },
  },
  ranges: {
    path: '/v1/ranges',
    summary: 'Reports of weeks and of other ranges of days, the latest first.',
    access: 'read',
    responses: {
      200: document('The ranges.', given(z.object({ ranges: z.array(rangeRef) }), 'Ranges')),
      ...ALWAYS,
    },
  },
  range: {
    path: '/v1/ranges/:key',
    summary: 'The report of a week (2026-W03) or of a range (FROM..TO), whole.',
    access: 'read',
    params: taken(
      z.strictObject({
        key: z
          .string()
          .regex(/^(?:\d{4}-W\d{2}|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})$/)
          .describe('2026-W03, or FROM..TO.'),
      }),
    ),
    responses: { 200: document('range.json.', given(RANGE, 'Range')), ...MISSING, ...ALWAYS },
  },
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
    params: taken(z.strictObject({ rule: word.max(60) })),
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
} as const satisfies Record<string, RouteContract>;
