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
  share,
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
  from: day,
  to: day.describe('Included.'),
  days: count.describe('Of them those that have a report.'),
  isComplete: z.boolean().describe('Whether the books of all its days are closed.'),
  revision: count,
  issuedAt: instant,
  headline: z.array(z.string()).describe('Up, right, helped.'),
  findings: z.object({ warn: count, block: count }).describe('Checks that found something.'),
  url: z.string().describe('Its page on this server.'),
});

/** What the days were like. */
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
} as const satisfies Record<string, RouteContract>;
