import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';
import { nearestWord } from '../domain/nearest-word.ts';
import type { ProblemDetails, ProblemName } from './problems.ts';
import type { RouteContract, Schema } from './route-contract.ts';

/** More of an unknown name than this says nothing about what was meant. */
const MAX_NAME = 64;

/** Formats of texts that contracts name; what they do not name is an error when they are compiled. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: (text: string): boolean =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text),
};

/**
 * Has a server hold requests against their contracts. What is text by nature (path and query)
 * counts as a number where it reads as one; a body says itself what it is, since a user id that
 * came as a number may have lost digits on its way. Nothing unknown is passed over.
 */
export function validateRequests(app: FastifyInstance): void {
  const texts = new Ajv2020({ coerceTypes: true, useDefaults: true, formats: FORMATS });
  const bodies = new Ajv2020({ useDefaults: true, formats: FORMATS });
  app.setValidatorCompiler<Schema>(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : texts).compile(schema),
  );
}

/**
 * Splits the members of parameters that are lists at commas, before they are held against the
 * contract. A blank inside an item id is a plus sign that the caller did not escape: ids hold none.
 *
 * @param query as parsed: one text for a name, or several where it stands several times
 */
export function splitLists(
  query: Readonly<Record<string, unknown>>,
  { querystring }: Pick<RouteContract, 'querystring'>,
): Record<string, unknown> {
  const split: Record<string, unknown> = { ...query };
  for (const [name, property] of Object.entries(propertiesOf(querystring))) {
    if (property['type'] !== 'array' || !Object.hasOwn(query, name)) continue;
    const members = [query[name]].flat().flatMap((value) => String(value).split(','));
    split[name] =
      name === 'exclude' || name === 'ids'
        ? members.map((member) => member.replaceAll(' ', '+'))
        : members;
  }
  return split;
}

/** Which problem a request has that does not keep to its contract, in names of the contract. */
export function problemWith(
  [error]: readonly FastifySchemaValidationError[],
  part: string | undefined,
  contract: RouteContract,
): readonly [ProblemName, ProblemDetails] {
  const schema = schemaOf(part, contract);
  if (error === undefined || schema === undefined) return ['bad-request', {}];
  const path = error.instancePath.split('/').slice(1);
  const inner = path.reduce<Schema | undefined>(
    (at, name) => (at?.['items'] as Schema | undefined) ?? propertiesOf(at)[name],
    schema,
  );
  if (error.keyword === 'additionalProperties')
    return ['unknown-parameter', nearest(String(error.params['additionalProperty']), inner)];
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : path[0];
  const property = missing === undefined ? undefined : propertiesOf(schema)[missing];
  if (missing === undefined || property === undefined) return ['bad-request', {}];
  const described = property['description'];
  return [
    'invalid-parameter',
    { parameter: missing, ...(typeof described === 'string' ? { detail: described } : {}) },
  ];
}

function nearest(name: string, within: Schema | undefined): ProblemDetails {
  const known = Object.keys(propertiesOf(within));
  if (known.length === 0) return { detail: 'No parameters are known here.' };
  const parameter = nearestWord(name.slice(0, MAX_NAME), known);
  return { parameter, detail: `The nearest of those that are known is ${parameter}.` };
}

function schemaOf(part: string | undefined, contract: RouteContract): Schema | undefined {
  if (part === 'params') return contract.params;
  return part === 'body' ? contract.body : contract.querystring;
}

const propertiesOf = (schema: Schema | undefined): Record<string, Schema> =>
  (schema?.['properties'] ?? {}) as Record<string, Schema>;
