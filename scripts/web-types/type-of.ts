/** A JSON schema, as far as types go. */
export type Schema = Readonly<Record<string, unknown>> | boolean;

/**
 * A JSON schema (draft 2020-12) as the text of a TypeScript type. What it does not know of (formats,
 * limits, patterns) is left out; what no type can be made of becomes `unknown`.
 *
 * @param nameOf what a `$ref` is called
 */
export function typeOf(schema: Schema, nameOf: (reference: string) => string): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  const inner = (part: Schema): string => typeOf(part, nameOf);
  if (typeof schema['$ref'] === 'string') return nameOf(schema['$ref']);
  if ('const' in schema) return literal(schema['const']);
  if (Array.isArray(schema['enum'])) return union(schema['enum'].map(literal));
  for (const word of ['anyOf', 'oneOf'])
    if (Array.isArray(schema[word])) return union((schema[word] as Schema[]).map(inner));
  if (Array.isArray(schema['allOf']))
    return (schema['allOf'] as Schema[]).map((part) => `(${inner(part)})`).join(' & ');
  const { type } = schema;
  if (Array.isArray(type)) return union(type.map((one: string) => inner({ ...schema, type: one })));
  return plainType(schema, inner);
}

function plainType(
  schema: Readonly<Record<string, unknown>>,
  inner: (part: Schema) => string,
): string {
  switch (schema['type']) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayType(schema, inner);
    case 'object':
      return objectType(schema, inner);
    default:
      return 'properties' in schema ? objectType(schema, inner) : 'unknown';
  }
}

function arrayType(
  { prefixItems, items }: Readonly<Record<string, unknown>>,
  inner: (part: Schema) => string,
): string {
  if (Array.isArray(prefixItems)) return `readonly [${prefixItems.map(inner).join(', ')}]`;
  return items === undefined ? 'readonly unknown[]' : `readonly (${inner(items as Schema)})[]`;
}

function objectType(
  schema: Readonly<Record<string, unknown>>,
  inner: (part: Schema) => string,
): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const more = schema['additionalProperties'] as Schema | undefined;
  if (properties.length === 0)
    return more === false ? 'Record<string, never>' : recordType(schema, more, inner);
  const members = properties.map(
    ([name, property]) =>
      `${noteOf(property)}readonly ${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${inner(property)};`,
  );
  return `{\n${members.join('\n')}\n}`;
}

/** Members of any name; names from a list may each be missing. */
function recordType(
  { propertyNames }: Readonly<Record<string, unknown>>,
  more: Schema | undefined,
  inner: (part: Schema) => string,
): string {
  const value = more === undefined ? 'unknown' : inner(more);
  const names = (propertyNames as { readonly enum?: readonly unknown[] } | undefined)?.enum;
  return names === undefined
    ? `Readonly<Record<string, ${value}>>`
    : `Readonly<Partial<Record<${union(names.map(literal))}, ${value}>>>`;
}

const noteOf = (schema: Schema): string =>
  typeof schema === 'object' && typeof schema['description'] === 'string'
    ? `/** ${schema['description'].replaceAll('*/', '* /')} */\n`
    : '';

const literal = (value: unknown): string => JSON.stringify(value);

const union = (types: readonly string[]): string =>
  types.length === 0 ? 'never' : [...new Set(types)].map((type) => `(${type})`).join(' | ');
