import type { ResponseContract } from './route-contract.ts';
import { object, oneOf, string } from './typed-schema.ts';

/** What can be wrong with a request below `/v1`, each with its status and its fixed title. */
export const PROBLEMS = {
  'bad-request': [400, 'The request cannot be understood.'],
  'invalid-parameter': [400, 'A parameter is not valid.'],
  'unknown-parameter': [400, 'A parameter is not known here.'],
  'not-found': [404, 'There is nothing here.'],
  'unknown-item': [404, 'The catalogue has no such item.'],
  'method-not-allowed': [405, 'This is not a way to ask here.'],
  'request-timeout': [408, 'The request took too long to arrive.'],
  'too-large': [413, 'The request is too large.'],
  'too-long': [414, 'The address is too long.'],
  'wrong-type': [415, 'The body must be application/json.'],
  'head-too-large': [431, 'The head of the request is too large.'],
  'internal-error': [500, 'Something went wrong here.'],
  busy: [503, 'Too many batches are under way; try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemName = keyof typeof PROBLEMS;

export const PROBLEM_TYPE = 'application/problem+json';

/** What a problem says besides: words of ours and names that we know, nothing of the request. */
export interface ProblemDetails {
  /** The parameter that is not valid, or the known one that is nearest to an unknown one. */
  readonly parameter?: string;
  readonly detail?: string;
}

/** A problem as RFC 9457 writes it. */
export const problemOf = (name: ProblemName, details: ProblemDetails = {}) => ({
  type: `urn:showrunner:problem:${name}`,
  title: PROBLEMS[name][1],
  status: PROBLEMS[name][0],
  ...details,
});

/** The problem that a status stands for where nothing more is known. */
export function problemNamed(status: number): ProblemName {
  const names = Object.keys(PROBLEMS) as ProblemName[];
  const fallback = status < 500 ? 'bad-request' : 'internal-error';
  return names.find((name) => PROBLEMS[name][0] === status) ?? fallback;
}

/** What routes declare for the problems of a status. */
export function problemResponse(status: number, description: string): ResponseContract {
  const names = (Object.keys(PROBLEMS) as ProblemName[]).filter(
    (name) => PROBLEMS[name][0] === status,
  );
  return {
    description,
    contentType: PROBLEM_TYPE,
    schema: object(
      {
        type: oneOf(names.map((name) => problemOf(name).type)),
        title: oneOf(names.map((name) => problemOf(name).title)),
        status: { type: 'integer', const: status },
      },
      { optional: { detail: string(), parameter: string() } },
    ),
  };
}
