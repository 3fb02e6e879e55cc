import { z } from 'zod';
import { PROBLEM_TYPE } from '../../problems.ts';
import type { ResponseContract } from '../../route-contract.ts';
import type { Typed } from '../../typed-schema.ts';
import { given, taken } from './zod-schema.ts';

export const count = z.int().min(0);
export const instant = z.iso.datetime();
export const day = z.iso.date();
export const share = z.number().min(0).max(1);
export const json: z.ZodType<unknown> = z.unknown();

/** A name or id within a path. */
export const word = z.string().min(1).max(500);
/** The id of an artifact, or its beginning. */
export const artifactId = z
  .string()
  .regex(/^[0-9a-f]{4,64}$/)
  .describe('The id, or its beginning: 4 to 64 hexadecimal digits.');
/** Why somebody does something: kept with what was done. */
export const reason = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .describe('Why, in a sentence of 3 to 500 characters; it is kept in the audit trail.');

/** The most entries of a page. */
export const MAX_PAGE = 200;

/** What every list takes: how many, and where to go on. */
export const PAGE_QUERY = {
  limit: z
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(50)
    .describe(`How many entries: 1 to ${MAX_PAGE}; 50 where absent.`),
  cursor: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Where to go on: what the page before gave as next.'),
};

/** What every list gives besides: where to go on, or that there is no more. */
export const next = z
  .string()
  .nullable()
  .describe('The cursor of the next page; null on the last.');

/** A finding of a check. */
export const finding = z.object({
  check: z.string(),
  severity: z.enum(['note', 'warn', 'block']),
  message: z.string(),
  count: z.number(),
  examples: z.array(z.string()),
});

const problem = z
  .object({
    type: z.string().describe('urn:showrunner:problem:NAME.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().describe('What was found and what to do, where more is known.'),
    parameter: z.string().optional().describe('The parameter that is not valid.'),
    error: z.string().describe('The NAME.'),
    message: z.string().describe('The title once more, for clients of older versions.'),
  })
  .loose();

/** What the control server refuses with: RFC 9457. */
export const PROBLEM_SCHEMA = given(problem, 'Problem');

const refusal = (description: string): ResponseContract => ({
  description,
  contentType: PROBLEM_TYPE,
  schema: PROBLEM_SCHEMA,
});

/** The refusals that every route may give. */
export const ALWAYS = {
  400: refusal('The path, the query or the body is not valid; unknown names are an error.'),
  401: refusal('The token is missing or wrong.'),
  403: refusal('Another site asked, or the role may not do it.'),
  421: refusal('The server does not answer to that name.'),
  500: refusal('A fault of the server.'),
  503: refusal('Too many ask at once, or what is needed is busy.'),
} as const;

/** The refusal of what is not there. */
export const MISSING = { 404: refusal('There is no such thing.') } as const;
/** The refusal of what does not fit to how things are. */
export const CONFLICT = {
  409: refusal('Things are not as the request expects; look again and ask anew.'),
} as const;

/** An answer that is a JSON document. */
export const document = <const T>(description: string, schema: Typed<T>) => ({
  description,
  contentType: 'application/json; charset=utf-8' as const,
  schema,
});

/** The header that makes a request safe to send again. */
export const ONCE = taken(
  z.object({
    'idempotency-key': z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/)
      .optional()
      .describe('The same key again gets the first answer, and nothing is done twice.'),
  }),
);
