import { openApiOf } from '../openapi.ts';
import type { RouteContract, Schema } from '../route-contract.ts';
import { CONTROL_CONTRACTS } from './contracts/index.ts';
import { nameOf } from './contracts/zod-schema.ts';

/** The description of the control server, made from its contracts. */
export function controlOpenApi(version: string): Schema {
  const schemas: Record<string, unknown> = {};
  const described = openApiOf(
    Object.values<RouteContract>(CONTROL_CONTRACTS),
    { title: 'Showrunner control', version },
    { isTraced: false },
  );
  return {
    ...(referring(described, schemas) as Schema),
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'showrunner_session' },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

/** The same with references in the place of schemas that have a name, which are collected. */
function referring(value: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((member) => referring(member, schemas));
  if (value === null || typeof value !== 'object') return value;
  const name = nameOf(value as Schema);
  if (name === undefined) return membersOf(value, schemas);
  schemas[name] ??= membersOf(value, schemas);
  return { $ref: `#/components/schemas/${name}` };
}

const membersOf = (value: object, schemas: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(value).map(([key, of]) => [key, referring(of, schemas)]));
