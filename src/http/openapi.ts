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

/** An OpenAPI 3.1 document over route contracts. */
export function openApiOf(
  contracts: readonly RouteContract[],
  info: { readonly title: string; readonly version: string },
): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const contract of contracts) {
    const path = (paths[contract.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    path[(contract.method ?? 'GET').toLowerCase()] = operationOf(contract);
  }
  return { openapi: '3.1.0', info, paths };
}

const operationOf = ({ summary, params, querystring, body, responses }: RouteContract): Schema => ({
  summary,
  parameters: [
    ...parametersOf('path', params),
    ...parametersOf('query', querystring),
    ...REQUEST_HEADERS,
  ],
  ...(body === undefined
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
  responses: Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, responseOf(response)]),
  ),
});

function parametersOf(place: 'path' | 'query', schema: Schema | undefined): Schema[] {
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

const responseOf = ({ description, contentType, schema, headers }: ResponseContract): Schema => ({
  description,
  headers: { ...RESPONSE_HEADERS, ...headers },
  content: { [contentType.split(';')[0]!]: { schema } },
});
