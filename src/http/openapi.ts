import type { ResponseContract, RouteContract, Schema } from './route-contract.ts';

/** An OpenAPI 3.1 document over route contracts. */
export function openApiOf(
  contracts: readonly RouteContract[],
  info: { readonly title: string; readonly version: string },
): Schema {
  return {
    openapi: '3.1.0',
    info,
    paths: Object.fromEntries(
      contracts.map((contract) => [
        contract.path.replace(/:(\w+)/g, '{$1}'),
        { get: operationOf(contract) },
      ]),
    ),
  };
}

const operationOf = ({ summary, params, querystring, responses }: RouteContract): Schema => ({
  summary,
  parameters: [...parametersOf('path', params), ...parametersOf('query', querystring)],
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
    schema: property,
  }));
}

const responseOf = ({ description, contentType, schema, headers }: ResponseContract): Schema => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { [contentType.split(';')[0]!]: { schema } },
});
