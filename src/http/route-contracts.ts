import { TIERS } from '../domain/receipt.ts';
import { MAX_COUNT } from '../serving/index.ts';
import type { ResponseContract, RouteContract, Schema } from './route-contract.ts';

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const object = (
  properties: Record<string, Schema>,
  required = Object.keys(properties),
): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const string: Schema = { type: 'string' };
const strings: Schema = { type: 'array', items: string };
const stringOrNull: Schema = { type: ['string', 'null'] };
const tier: Schema = { type: 'string', enum: TIERS };

const userParams = object({ userId: { type: 'string', pattern: '^[0-9]+$' } });

const receiptHeader = {
  'x-showrunner-receipt': {
    description: 'Id of the record of this answer.',
    schema: { type: 'string', format: 'uuid' },
  },
} as const;

const text = (description: string, schema: Schema = string): ResponseContract => ({
  description,
  contentType: TEXT,
  schema,
});

const recommended = object({
  itemId: string,
  position: { type: 'integer', minimum: 1, maximum: MAX_COUNT },
  title: stringOrNull,
  score: { type: ['number', 'null'] },
  reason: object({ kind: tier }),
});

const readiness = (status: string): Schema =>
  object({ status: { type: 'string', const: status }, reasons: strings, troubles: strings });

/** Every route of the public server. */
export const ROUTE_CONTRACTS = {
  recommend: {
    path: '/recommend/:userId',
    summary: 'A list for one user: item ids, best first, separated by commas, on one line.',
    params: userParams,
    responses: {
      200: {
        ...text(`Up to ${MAX_COUNT} item ids.`, {
          type: 'string',
          pattern: '^[^\\s,]*(,[^\\s,]+)*$',
        }),
        headers: receiptHeader,
      },
      400: text('The user id is not made of digits.'),
    },
  },
  recommendations: {
    path: '/v1/users/:userId/recommendations',
    summary: 'The same list as JSON, with titles, scores and reasons.',
    params: userParams,
    querystring: object(
      { count: { type: 'integer', minimum: 1, maximum: MAX_COUNT, default: MAX_COUNT } },
      [],
    ),
    responses: {
      200: {
        description: 'The list.',
        contentType: JSON_TYPE,
        headers: receiptHeader,
        schema: object({
          userId: string,
          receiptId: string,
          tier,
          modelVersion: stringOrNull,
          items: { type: 'array', maxItems: MAX_COUNT, items: recommended },
        }),
      },
      400: {
        description: 'The user id is not made of digits, or the count is out of range.',
        contentType: JSON_TYPE,
        schema: object({ error: string, message: string }),
      },
    },
  },
  health: {
    path: '/healthz',
    summary: 'Whether the process runs.',
    responses: { 200: text('It runs.') },
  },
  readiness: {
    path: '/readyz',
    summary: 'Whether a model is loaded, and what is wrong.',
    responses: {
      200: {
        description: 'Lists come from a model.',
        contentType: JSON_TYPE,
        schema: readiness('ready'),
      },
      503: {
        description: 'No model is loaded, or the server is stopping.',
        contentType: JSON_TYPE,
        schema: readiness('not-ready'),
      },
    },
  },
  metrics: {
    path: '/metrics',
    summary: 'Counters and histograms in the Prometheus text format.',
    responses: { 200: { description: 'The metrics.', contentType: 'text/plain', schema: string } },
  },
  openapi: {
    path: '/openapi.json',
    summary: 'This description.',
    responses: {
      200: { description: 'OpenAPI 3.1.', contentType: JSON_TYPE, schema: { type: 'object' } },
    },
  },
} as const satisfies Record<string, RouteContract>;
