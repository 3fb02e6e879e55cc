// Contracts of what the control server tells of the data. Long, because it is one table of routes with
// their schemas and nothing else.
import { z } from 'zod';
import { DATASET_TABLES } from '../../../datasets/index.ts';
import { EVENT_KINDS } from '../../../domain/stream-event.ts';
import type { RouteContract } from '../../route-contract.ts';
import {
  ALWAYS,
  artifactId,
  CONFLICT,
  count,
  day,
  document,
  finding,
  instant,
  MISSING,
  next,
  ONCE,
  PAGE_QUERY,
  reason,
  word,
} from './parts.ts';
import { OPERATION_SCHEMA } from './operations.ts';
import { given, taken } from './zod-schema.ts';

const checked = z.object({
  id: z.string().describe('Id of the dataset.'),
  asOf: instant,
  builtAt: instant,
  verdict: z.enum(['pass', 'note', 'warn', 'block']),
  findings: z.array(finding),
});
const contract = z.object({
  table: z.string(),
  id: z.string(),
  version: z.string(),
  isShipped: z.boolean().describe('Whether it is the one that comes with the program.'),
  checks: z.array(
    z.object({
      kind: z.string(),
      field: z.string().nullable().describe('The column; null for the table as a whole.'),
      severity: z.enum(['note', 'warn', 'block']),
      description: z.string().nullable(),
      line: count.describe('Line of the contract that states it.'),
      outcome: z
        .enum(['pass', 'note', 'warn', 'block', 'skipped'])
        .nullable()
        .describe('Of the latest check that was written down; null where there is none.'),
      observed: z.string().nullable(),
      expected: z.string().nullable(),
    }),
  ),
});

const openLine = z.object({
  id: z.string().describe('As the route of one line takes it.'),
  source: z.string(),
  partition: count,
  position: count.describe('0-based, within its partition.'),
  reason: z.string(),
  line: z.string().nullable().describe('null where it is no text.'),
  bytesBase64: z.string().nullable().describe('The bytes of a line that is no text.'),
});
const byReason = z.array(z.object({ reason: z.string(), sentence: z.string(), lines: count }));
const bySource = z.array(z.object({ source: z.string(), lines: count }));

const item = z.object({
  itemId: z.string(),
  title: z.string(),
  genres: z.array(z.string()),
  language: z.string().nullable(),
  releaseYear: z.int().nullable(),
  runtimeMinutes: z.number().nullable(),
  collection: z.string().nullable(),
});
const wholeItem = item.extend({
  releaseDate: z.string().nullable(),
  productionCompanies: z.array(z.string()),
  licenceCost: z.number().nullable(),
});

const dataset = z.object({
  id: z.string(),
  asOf: instant.describe('Nothing later was used.'),
  builtAt: instant,
  firstEventAt: instant.nullable(),
  lastEventAt: instant.nullable(),
  lines: count,
  rows: z.object(
    Object.fromEntries(DATASET_TABLES.map((table) => [table, count])) as Record<
      (typeof DATASET_TABLES)[number],
      typeof count
    >,
  ),
  catalogue: z.string().nullable(),
  verdict: z.enum(['pass', 'note', 'warn', 'block']).describe('The weightiest finding.'),
  models: z.array(z.string()).describe('Versions that were trained on it.'),
});
const lineage = z.object({
  segments: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      partition: count,
      from: count,
      to: count.describe('Not included.'),
      firstEventAt: instant.nullable(),
      lastEventAt: instant.nullable(),
    }),
  ),
  settlements: z.array(z.string()),
  catalogue: z
    .object({ id: z.string(), items: count.nullable(), users: count.nullable() })
    .nullable()
    .describe('The snapshot that told of movies and users; counts are null where it is gone.'),
  runs: z.array(
    z.object({ runId: z.string(), stage: z.string(), startedAt: instant, status: z.string() }),
  ),
  models: z.array(z.object({ version: z.string(), modelId: z.string(), createdAt: instant })),
});

const driftPoint = z.object({
  day,
  distance: z.number().nullable(),
  threshold: z.number().nullable(),
  pValue: z.number().nullable(),
  severity: z.enum(['drifted', 'severe']).nullable(),
});
const driftField = z.object({
  field: z.string(),
  group: z.enum(['inputs', 'predictions', 'outcomes']),
  label: z.string(),
  unit: z.string().describe('Of distance and threshold.'),
  days: z.array(driftPoint).describe('The oldest first.'),
});

/** What comes in, what was found in it, and what is made of it. */
export const DATA_CONTRACTS = {
  quality: {
    path: '/v1/quality',
    summary: 'What the checks of each dataset found, the latest dataset first.',
    access: 'read',
    querystring: taken(z.strictObject(PAGE_QUERY)),
    responses: {
      200: document('A page.', given(z.object({ checks: z.array(checked), next }), 'QualityPage')),
      ...ALWAYS,
    },
  },
  contracts: {
    path: '/v1/contracts',
    summary: 'The data contracts in force, each check with how it came out last.',
    access: 'read',
    responses: {
      200: document(
        'The contracts.',
        given(
          z.object({
            hash: z.string().describe('SHA-256 over what the contracts state.'),
            checkedAt: instant.nullable().describe('When the outcomes were written down.'),
            contracts: z.array(contract),
          }),
          'Contracts',
        ),
      ),
      ...ALWAYS,
    },
  },
  quarantine: {
    path: '/v1/quarantine',
    summary: 'Lines that cannot be used, or wait (reason pending), counted and a page of them.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        reason: z.string().max(100).optional().describe('Only lines with this reason.'),
        source: word.optional().describe('Only lines of this source.'),
        day: day.optional().describe('Only lines that begin with this day.'),
      }),
    ),
    responses: {
      200: document(
        'A page, in order of source, partition and position.',
        given(
          z.object({
            total: count.describe('Of all that fit the filters.'),
            reasons: byReason,
            sources: bySource,
            lines: z.array(openLine),
            next,
          }),
          'QuarantinePage',
        ),
      ),
      ...ALWAYS,
    },
  },
  quarantineLine: {
    path: '/v1/quarantine/:lineId',
    summary:
      'One line in full: what is at fault, what repairs were considered, what stands around it.',
    access: 'read',
    params: taken(z.strictObject({ lineId: z.string().regex(/^[0-9a-f]{1,64}-\d{1,15}$/) })),
    responses: {
      200: document(
        'The line.',
        given(
          openLine.extend({
            sentence: z.string().describe('What the reason means.'),
            now: z
              .string()
              .nullable()
              .describe(
                "Why it cannot be used with today's catalogue; null: it could be, or waits.",
              ),
            isWaiting: z.boolean(),
            stoppedAt: z
              .object({ from: count, to: count })
              .nullable()
              .describe('Which characters are at fault; to is not included.'),
            candidates: z.array(
              z.object({ line: z.string(), standing: z.enum(['known', 'pending', 'excluded']) }),
            ),
            context: z
              .array(z.object({ position: count, line: z.string() }))
              .describe('Up to five lines before and after it, as they were read.'),
          }),
          'QuarantineLine',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  replayQuarantine: {
    method: 'POST',
    path: '/v1/quarantine/replay',
    summary: "Judge the lines again with today's decoder and catalogue.",
    access: 'operate',
    headers: ONCE,
    body: taken(
      z.strictObject({
        reason: reason,
        only: z.string().max(100).optional().describe('Only where lines have this reason.'),
      }),
    ),
    bodyLimit: 4_096,
    responses: { 202: document('It is under way.', OPERATION_SCHEMA), ...CONFLICT, ...ALWAYS },
  },
  catalogue: {
    path: '/v1/catalogue',
    summary: 'The catalogue in force.',
    access: 'read',
    responses: {
      200: document(
        'The catalogue.',
        given(
          z.object({
            id: z.string().nullable().describe('null where there is none.'),
            items: count,
            users: count,
            itemsComplete: z.boolean().describe('Whether a title that it lacks does not exist.'),
            usersComplete: z.boolean(),
            inForceSince: instant.nullable(),
            genres: z.array(z.object({ genre: z.string(), items: count })),
            languages: z.array(z.object({ language: z.string(), items: count })),
          }),
          'Catalogue',
        ),
      ),
      ...ALWAYS,
    },
  },
  items: {
    path: '/v1/catalogue/items',
    summary: 'Titles by text or id, in order of the title.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        search: z
          .string()
          .max(200)
          .optional()
          .describe('Words that the title has, in any order and case, or the beginning of an id.'),
        genre: z.string().max(100).optional(),
        ids: z
          .array(word)
          .max(200)
          .optional()
          .describe('Just these ids, separated by commas; what is unknown is left out.'),
      }),
    ),
    responses: {
      200: document(
        'A page.',
        given(z.object({ total: count, items: z.array(item), next }), 'ItemPage'),
      ),
      ...ALWAYS,
    },
  },
  catalogueItem: {
    path: '/v1/catalogue/items/:itemId',
    summary: 'One title, with what the log has of it.',
    access: 'read',
    params: taken(z.strictObject({ itemId: word })),
    responses: { 200: document('The title.', given(wholeItem, 'Item')), ...MISSING, ...ALWAYS },
  },
  users: {
    path: '/v1/catalogue/users',
    summary: 'Users by the beginning of their id, in order of the id.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        ...PAGE_QUERY,
        search: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional(),
      }),
    ),
    responses: {
      200: document(
        'A page.',
        given(
          z.object({
            total: count,
            users: z.array(
              z.object({
                userId: z.string(),
                age: z.number().nullable(),
                gender: z.enum(['M', 'F']).nullable(),
                occupation: z.string().nullable(),
              }),
            ),
            next,
          }),
          'UserPage',
        ),
      ),
      ...ALWAYS,
    },
  },
  catalogueUser: {
    path: '/v1/catalogue/users/:userId',
    summary: 'One user: what the catalogue says, what the latest dataset has, the latest lists.',
    access: 'read',
    params: taken(z.strictObject({ userId: word })),
    responses: {
      200: document(
        'The user.',
        given(
          z.object({
            userId: z.string(),
            isKnown: z.boolean().describe('Whether the catalogue has them.'),
            age: z.number().nullable(),
            gender: z.enum(['M', 'F']).nullable(),
            occupation: z.string().nullable(),
            watches: z
              .array(
                z.object({
                  itemId: z.string(),
                  title: z.string().nullable(),
                  startedAt: instant,
                  minutes: z.number(),
                  completion: z.number().nullable(),
                }),
              )
              .describe('Of the latest dataset, the latest first, at most 50.'),
            ratings: z
              .array(
                z.object({
                  itemId: z.string(),
                  title: z.string().nullable(),
                  at: instant,
                  rating: z.number(),
                }),
              )
              .describe('Of the latest dataset, the latest first, at most 50.'),
          }),
          'User',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  datasets: {
    path: '/v1/datasets',
    summary: 'Datasets, the latest knowledge first.',
    access: 'read',
    querystring: taken(z.strictObject(PAGE_QUERY)),
    responses: {
      200: document(
        'A page.',
        given(z.object({ total: count, datasets: z.array(dataset), next }), 'DatasetPage'),
      ),
      ...ALWAYS,
    },
  },
  dataset: {
    path: '/v1/datasets/:datasetId',
    summary: 'One dataset: what it was made from and what was made from it.',
    access: 'read',
    params: taken(z.strictObject({ datasetId: artifactId })),
    responses: {
      200: document(
        'The dataset.',
        given(
          dataset.extend({
            parameters: z.record(z.string(), z.unknown()),
            tables: z.record(z.string(), z.object({ rows: count, hash: z.string() })),
            accepted: z
              .partialRecord(z.enum(EVENT_KINDS), count)
              .nullable()
              .describe('Accepted events of its lines, by kind; null where it does not say.'),
            findings: z.array(finding),
            lineage,
          }),
          'Dataset',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  datasetDiff: {
    path: '/v1/datasets/:datasetId/diff',
    summary: 'In what two datasets differ.',
    access: 'read',
    params: taken(z.strictObject({ datasetId: artifactId })),
    querystring: taken(z.strictObject({ with: artifactId })),
    responses: {
      200: document(
        'The differences; none where they are the same.',
        given(
          z.object({
            a: z.string(),
            b: z.string(),
            differences: z.array(z.object({ what: z.string(), a: z.string(), b: z.string() })),
            rows: z.array(z.object({ table: z.string(), a: count, b: count })),
            onlyInA: z.array(z.string()).describe('Segments.'),
            onlyInB: z.array(z.string()).describe('Segments.'),
          }),
          'DatasetDiff',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
  drift: {
    path: '/v1/drift',
    summary: 'How far each field of each day lies from the days before, from the reports.',
    access: 'read',
    querystring: taken(
      z.strictObject({
        days: z.int().min(1).max(90).default(14).describe('How many reported days: 1 to 90.'),
      }),
    ),
    responses: {
      200: document(
        'The fields.',
        given(
          z.object({
            days: z.array(day).describe('Those that have a report, the oldest first.'),
            note: z
              .string()
              .nullable()
              .describe('What the figures rest on; null without a report.'),
            fields: z.array(driftField),
            drifted: z
              .array(
                z.object({
                  day,
                  field: z.string(),
                  severity: z.enum(['drifted', 'severe']),
                  message: z.string(),
                }),
              )
              .describe('The latest first.'),
          }),
          'Drift',
        ),
      ),
      ...ALWAYS,
    },
  },
  driftField: {
    path: '/v1/drift/:field',
    summary: 'One field of a day against an average day of its reference.',
    access: 'read',
    params: taken(z.strictObject({ field: z.string().regex(/^[a-z-]{1,60}$/) })),
    querystring: taken(
      z.strictObject({ day: day.optional().describe('The latest where absent.') }),
    ),
    responses: {
      200: document(
        'The two distributions.',
        given(
          z.object({
            field: z.string(),
            label: z.string(),
            unit: z.string().describe('Of distance and threshold.'),
            ordered: z.boolean().describe('Whether the categories are numbers in order.'),
            day,
            referenceDays: z.array(day),
            distance: z.number().nullable(),
            threshold: z.number().nullable(),
            pValue: z.number().nullable(),
            message: z.string().nullable().describe('null where it has not drifted.'),
            categories: z.array(
              z.object({
                category: z.string(),
                current: z.number().describe('Count of the day.'),
                currentShare: z.number(),
                reference: z.number().describe('Mean count of a day of the reference.'),
                referenceShare: z.number(),
              }),
            ),
            hours: z
              .array(
                z.object({
                  hour: z.int().min(0).max(23),
                  current: z.number(),
                  reference: z.number(),
                }),
              )
              .describe('How much there was in each hour (UTC).'),
          }),
          'DriftField',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
