import { MAX_COUNT } from '../serving/index.ts';
import {
  BATCH_BODY,
  countUpTo,
  itemId,
  LIST_QUERY,
  listProperties,
  MAX_BATCH_USERS,
  named,
  title,
  USER_LIST,
  userIdDigits,
} from './list-schemas.ts';
import { problemResponse } from './problems.ts';
import type { ResponseContract, RouteContract, Schema } from './route-contract.ts';
import { array, integer, nullable, number, object, string } from './typed-schema.ts';

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const text = (description: string, schema: Schema = string()): ResponseContract => ({
  description,
  contentType: TEXT,
  schema,
});
const json = (description: string, schema: Schema): ResponseContract => ({
  description,
  contentType: JSON_TYPE,
  schema,
});

const receiptHeader = {
  'x-showrunner-receipt': {
    description: 'Id of the record of this answer.',
    schema: { type: 'string', format: 'uuid' },
  },
} as const;

const userParams = object({ userId: userIdDigits });
const itemParams = object({ itemId });
const FAILED = { 500: problemResponse(500, 'A fault of the server.') };
const refused = (what: string) => ({ 400: problemResponse(400, what), ...FAILED });
const INVALID = refused('The path or the query is not valid; unknown parameters are an error.');
const UNKNOWN_ITEM = { 404: problemResponse(404, 'The catalogue has no such item.') };

const readiness = (status: string): Schema =>
  object({
    status: { type: 'string', const: status },
    reasons: array(string()),
    troubles: array(string()),
  });

/** The longest row, and how many items one has where nobody says. */
const ROW = { most: MAX_COUNT, usual: 10 };

/** Every route of the public server. */
export const ROUTE_CONTRACTS = {
  recommend: {
    path: '/recommend/:userId',
    summary: 'A list for one user: item ids, best first, separated by commas, on one line.',
    params: userParams,
    responses: {
      200: {
        ...text(`Up to ${MAX_COUNT} item ids.`, string({ pattern: '^[^\\s,]*(,[^\\s,]+)*$' })),
        headers: receiptHeader,
      },
      400: text('The user id is not made of digits.'),
    },
  },
  recommendations: {
    path: '/v1/users/:userId/recommendations',
    summary: 'A list for one user with titles, scores and reasons, narrowed where asked to.',
    params: userParams,
    querystring: LIST_QUERY,
    responses: { 200: { ...json('The list.', USER_LIST), headers: receiptHeader }, ...INVALID },
  },
  batch: {
    method: 'POST',
    path: '/v1/recommendations',
    summary: `Lists for up to ${MAX_BATCH_USERS} users, in their order, each with a receipt.`,
    body: BATCH_BODY,
    bodyLimit: 131_072,
    responses: {
      200: json('The lists.', object({ answers: array(USER_LIST) })),
      ...refused('The body is not what is asked for.'),
      408: problemResponse(408, 'The body took too long to arrive.'),
      413: problemResponse(413, 'The body is too large.'),
      415: problemResponse(415, 'The body is not JSON.'),
      503: {
        ...problemResponse(503, 'Too many batches are under way.'),
        headers: {
          'retry-after': {
            description: 'Seconds after which to try again.',
            schema: string({ pattern: '^[0-9]+$' }),
          },
        },
      },
    },
  },
  becauseYouWatched: {
    path: '/v1/users/:userId/because-you-watched',
    summary: 'Rows of items like what the user liked last; no item stands in two rows.',
    params: userParams,
    querystring: object(
      {},
      {
        defaulted: {
          rows: integer({
            description: 'How many rows: 1 to 10; 3 where absent.',
            minimum: 1,
            maximum: 10,
            default: 3,
          }),
          count: countUpTo(ROW.most, ROW.usual),
        },
      },
    ),
    responses: {
      200: json(
        'The rows; fewer where the user liked fewer, none without a personal model.',
        object({
          userId: userIdDigits,
          rows: array(object({ because: named, ...listProperties }), { maxItems: 10 }),
        }),
      ),
      ...INVALID,
    },
  },
  continueWatching: {
    path: '/v1/users/:userId/continue-watching',
    summary: 'What the user began and did not finish, the latest first.',
    params: userParams,
    querystring: object({}, { defaulted: { count: countUpTo(MAX_COUNT, MAX_COUNT) } }),
    responses: {
      200: json(
        'The items; none where nobody knows how far the user got.',
        object({
          userId: userIdDigits,
          items: array(
            object({
              itemId,
              title,
              completion: number({ minimum: 0, maximum: 1 }),
              latestAt: nullable(string({ format: 'date-time' })),
            }),
            { maxItems: MAX_COUNT },
          ),
        }),
      ),
      ...INVALID,
    },
  },
  item: {
    path: '/v1/items/:itemId',
    summary: 'What the catalogue says of an item.',
    params: itemParams,
    querystring: object({}),
    responses: {
      200: json(
        'The item; null where the catalogue does not say.',
        object({
          itemId,
          title: string(),
          genres: array(string()),
          language: nullable(string()),
          releaseYear: nullable(integer()),
          runtimeMinutes: nullable(number()),
          collection: nullable(string()),
        }),
      ),
      ...INVALID,
      ...UNKNOWN_ITEM,
    },
  },
  similar: {
    path: '/v1/items/:itemId/similar',
    summary: 'Items that the model likes best for somebody who liked just this one.',
    params: itemParams,
    querystring: object({}, { defaulted: { count: countUpTo(MAX_COUNT, MAX_COUNT) } }),
    responses: {
      200: {
        ...json(
          'The items; none where the model does not know the item.',
          object({ itemId, title, ...listProperties }),
        ),
        headers: receiptHeader,
      },
      ...INVALID,
      ...UNKNOWN_ITEM,
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
      200: json('Lists come from a model.', readiness('ready')),
      503: json('No model is loaded, or the server is stopping.', readiness('not-ready')),
    },
  },
  metrics: {
    path: '/metrics',
    summary: 'Counters and histograms in the Prometheus text format.',
    responses: {
      200: { description: 'The metrics.', contentType: 'text/plain', schema: string() },
    },
  },
  openapi: {
    path: '/openapi.json',
    summary: 'This description.',
    responses: { 200: json('OpenAPI 3.1.', { type: 'object' }) },
  },
} as const satisfies Record<string, RouteContract>;
