import { z } from 'zod';
import type { RouteContract } from '../../route-contract.ts';
import { STATUS } from '../../control-status.ts';
import { ALWAYS, CONFLICT, count, document, instant, MISSING, word } from './parts.ts';
import { given, taken } from './zod-schema.ts';

/** What may be done that changes something, besides what everybody may read. */
export const OPERATIONS = [
  'promote',
  'rollback',
  'replay-quarantine',
  'silence-alert',
  'retrain',
  'experiment',
  'post-events',
] as const;
export type OperationName = (typeof OPERATIONS)[number];

const SESSION = z.object({
  role: z.enum(['read', 'operate']),
  isGuarded: z.boolean().describe('Whether a token is asked for at all.'),
  actor: z.string().describe('Under which name changes stand in the audit trail.'),
  allowed: z.array(z.enum(OPERATIONS)).describe('What may be done from here, as things are.'),
  publicUrl: z
    .url()
    .describe('Where lists are asked for, as a player does; it lets this origin ask.'),
  events: z
    .object({
      accepted: z.boolean().describe('Whether POST /v1/events and what viewers do is taken.'),
      time: z
        .enum(['wall-clock', 'log'])
        .describe("log: the service is simulated, and its time is that of its log's last line."),
    })
    .describe('What becomes of what viewers do.'),
  version: z.string().describe('Of the program.'),
});
export type Session = z.output<typeof SESSION>;

const SESSION_SCHEMA = given(SESSION, 'Session');

const LOGIN = z.strictObject({
  token: z.string().min(1).max(500),
  name: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u)
    .optional()
    .describe('Who it is, for the audit trail.'),
});

const watch = z.strictObject({
  itemId: word,
  minutes: z.int().min(1).max(600).describe('How many minutes were watched, from the beginning.'),
});
const rating = z.strictObject({ itemId: word, rating: z.int().min(1).max(5) });

const TOLD = z.object({
  lines: count.describe('Lines that were written.'),
  firstOffset: count,
  nextOffset: count,
  at: instant.describe('The time that the lines bear.'),
});

export type Told = z.output<typeof TOLD>;
const TOLD_SCHEMA = given(TOLD, 'Told');

const userParams = taken(
  z.strictObject({
    userId: z
      .string()
      .regex(/^[0-9]{1,18}$/)
      .describe('A user id: one or more digits.'),
  }),
);

/** Who asks, how things stand, and what viewers do. */
export const SESSION_CONTRACTS = {
  session: {
    path: '/v1/session',
    summary: 'Who you are here and what you may do.',
    access: 'read',
    responses: { 200: document('The session.', SESSION_SCHEMA), ...ALWAYS },
  },
  logIn: {
    method: 'POST',
    path: '/v1/session',
    summary: 'Take a token for a cookie that lasts 12 hours.',
    access: 'open',
    body: taken(LOGIN),
    bodyLimit: 2_048,
    responses: { 200: document('The session; the cookie is set.', SESSION_SCHEMA), ...ALWAYS },
  },
  logOut: {
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Forget the cookie.',
    access: 'open',
    responses: { 200: document('Done.', given(z.object({ role: z.null() }))), ...ALWAYS },
  },
  status: {
    path: '/v1/status',
    summary: 'How everything stands, in one document.',
    access: 'read',
    responses: { 200: document('The status.', given(STATUS, 'Status')), ...ALWAYS },
  },
  events: {
    path: '/v1/events',
    summary:
      'The status as server-sent events named `status`, at once and whenever it changes, at most once a second.',
    access: 'read',
    responses: {
      200: {
        description: 'A stream of events, each with the status document as its data.',
        contentType: 'text/event-stream; charset=utf-8',
        schema: { type: 'string' },
      },
      ...ALWAYS,
    },
  },
  watch: {
    method: 'POST',
    path: '/v1/users/:userId/watches',
    summary:
      'A viewer has watched: written into the log as the service would, at the time of the log.',
    access: 'operate',
    params: userParams,
    body: taken(watch),
    bodyLimit: 4_096,
    responses: { 200: document('Kept.', TOLD_SCHEMA), ...MISSING, ...CONFLICT, ...ALWAYS },
  },
  rate: {
    method: 'POST',
    path: '/v1/users/:userId/ratings',
    summary: 'A viewer rates a title, 1 to 5: written into the log as the service would.',
    access: 'operate',
    params: userParams,
    body: taken(rating),
    bodyLimit: 4_096,
    responses: { 200: document('Kept.', TOLD_SCHEMA), ...MISSING, ...CONFLICT, ...ALWAYS },
  },
  openapi: {
    path: '/openapi.json',
    summary: 'This description.',
    access: 'read',
    responses: { 200: document('OpenAPI 3.1.', given(z.looseObject({}))), ...ALWAYS },
  },
} as const satisfies Record<string, RouteContract>;
