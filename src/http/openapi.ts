import type { ResponseContract, RouteContract, Schema } from './route-contract.ts';

/** What every request may carry and every answer carries. */
const REQUEST_ID: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const TRACEPARENT: Schema = { type: 'string', pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$' };
const REQUEST_HEADERS: readonly Schema[] = [
  {
    name: 'x-request-id',
    in: 'header',
    required: false,
    description: 'Comes back as it is: 1 to 128 of letters, digits and _ . : @ + / = -',
    schema: REQUEST_ID,
  },
  {
    name: 'traceparent',
    in: 'header',
    required: false,
    description: 'W3C Trace Context; the trace goes on in this server.',
    schema: { type: 'string' },
  },
];
const RESPONSE_HEADERS: Schema = {
  'x-request-id': {
    description: 'The id of the request, the one that it came with or a new one.',
    required: true,
    schema: REQUEST_ID,
  },
  traceparent: {
    description: "This server's part in the trace that the request came with.",
    schema: TRACEPARENT,
  },
};

/**
 * An OpenAPI 3.1 document over route contracts.
 *
 * @param more.isTraced whether the server takes and gives the ids of requests and traces
 */
export function openApiOf(
  contracts: readonly RouteContract[],
  info: { readonly title: string; readonly version: string },
  { isTraced }: { readonly isTraced: boolean } = { isTraced: true },
): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const contract of contracts) {
    const path = (paths[contract.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    path[(contract.method ?? 'GET').toLowerCase()] = operationOf(contract, isTraced);
  }
  return { openapi: '3.1.0', info, paths };
}

function operationOf(contract: RouteContract, isTraced: boolean): Schema {
  const { summary, params, querystring, headers, body, bodyTypes, access, responses } = contract;
  const types = bodyTypes ?? ['application/json'];
  return {
    summary,
    ...(access === undefined ? {} : { 'x-access': access }),
    ...(access === 'open' ? { security: [] } : {}),
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', querystring),
      ...parametersOf('header', headers),
      ...(isTraced ? REQUEST_HEADERS : []),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(types.map((type) => [type, { schema: body }])),
          },
        }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        responseOf(response, isTraced),
      ]),
    ),
  };
}

function parametersOf(place: 'path' | 'query' | 'header', schema: Schema | undefined): Schema[] {
  const properties = (schema?.['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema?.['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(property['type'] === 'array' ? { style: 'form', explode: false } : {}),
    schema: property,
  }));
}

const responseOf = (
  { description, contentType, schema, headers }: ResponseContract,
  isTraced: boolean,
): Schema => ({
  description,
  ...(isTraced || headers !== undefined
    ? { headers: { ...(isTraced ? RESPONSE_HEADERS : {}), ...headers } }
    : {}),
  content: { [contentType.split(';')[0]!]: { schema } },
});
