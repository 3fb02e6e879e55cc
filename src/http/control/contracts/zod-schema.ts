import { z } from 'zod';
import type { Schema } from '../../route-contract.ts';
import type { Typed } from '../../typed-schema.ts';

const NAMES = new WeakMap<Schema, string>();
const PARSERS = new WeakMap<Schema, z.ZodType>();

/**
 * The JSON Schema (draft 2020-12) of what a zod schema gives, for contracts whose documents are
 * checked or made elsewhere with that schema.
 *
 * @param name under which descriptions refer to it; absent: it is written out where it stands
 */
export const given = <S extends z.ZodType>(schema: S, name?: string): Typed<z.output<S>> =>
  named(plain(z.toJSONSchema(schema, { unrepresentable: 'any' })), name);

/**
 * The JSON Schema of what a zod schema takes, with the type of what it becomes: what has a default
 * may be absent and is there afterwards.
 */
export function taken<S extends z.ZodType>(schema: S): Typed<z.output<S>> {
  const described = plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  PARSERS.set(described, schema);
  return described;
}

/** What a schema that something is taken by was made from; `undefined` for others. */
export const parserOf = (schema: Schema | undefined): z.ZodType | undefined =>
  schema === undefined ? undefined : PARSERS.get(schema);

/** The name of a schema that descriptions refer to; `undefined` for one that has none. */
export const nameOf = (schema: Schema): string | undefined => NAMES.get(schema);

function named(schema: Schema, name: string | undefined): Schema {
  if (name !== undefined) NAMES.set(schema, name);
  return schema;
}

/** Without what OpenAPI 3.1 says for all, and without the patterns that a format stands for. */
function plain(schema: object): Schema {
  const { $schema: _dialect, '~standard': _standard, ...rest } = schema as Record<string, unknown>;
  return lean(rest) as Schema;
}

function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== 'object') return value;
  const { format, type } = value as { readonly format?: unknown; readonly type?: unknown };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, of]) => !(key === 'pattern' && format !== undefined && typeof of === 'string'))
      // What files of ours say of a field in words; no keyword of JSON Schema.
      .filter(([key, of]) => !(key === 'range' && typeof of === 'string'))
      .filter(([key, of]) => !(type === 'integer' && isEdge(key, of)))
      .map(([key, of]) => [key, lean(of)]),
  );
}

/** The edges of safe integers, which every number in JSON has. */
const isEdge = (key: string, value: unknown): boolean =>
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER);
