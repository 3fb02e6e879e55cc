import { z } from 'zod';
import { nearestWord } from '../domain/nearest-word.ts';
import type { FieldPath, YamlDocument } from './yaml-document.ts';

/** What is wrong with a field of a YAML text, in the words of an error. */
export interface SchemaProblem {
  /** 1-based. */
  readonly line: number;
  /** Such as `schedule.hour` or `schema[0].name`. */
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

/**
 * The first thing in which a document does not fit its schema. An unknown key is told with the
 * known ones and the nearest of them; a value with the field's `range` from its metadata, or with
 * the schema's own words.
 */
export function firstProblem(
  { issues }: z.ZodError,
  schema: z.ZodType,
  document: YamlDocument,
): SchemaProblem {
  // A misspelt key tells more than the field that it leaves missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0]! : null;
  const path = unknown === null ? issue.path : [...issue.path, unknown];
  const place = { line: document.lineOf(path), field: fieldName(path) };
  if (unknown !== null) {
    const known = Object.keys(shapeOf(schemaAt(schema, issue.path, document)) ?? {});
    const expected = `one of ${known.join(', ')}; the nearest is ${nearestWord(unknown, known)}`;
    return { ...place, found: 'an unknown key', expected };
  }
  const range = rangeOf(schemaAt(schema, path, document));
  return {
    ...place,
    found: shown(document.valueAt(path)),
    expected: range ?? issue.message,
  };
}

/** A path as people read it. */
export const fieldName = (path: FieldPath): string =>
  path.reduce<string>(
    (name, key) =>
      typeof key === 'number'
        ? `${name}[${key}]`
        : name === ''
          ? String(key)
          : `${name}.${String(key)}`,
    '',
  ) || 'the file';

/** A value as an error quotes it. */
export const shown = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : `'${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`;

/** What a field may be, in the words of its schema, or of what the schema makes optional. */
function rangeOf(schema: z.ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  const range = schema.meta()?.['range'];
  if (typeof range === 'string') return range;
  const inner = unwrapped(schema);
  return inner === schema ? undefined : rangeOf(inner);
}

/** The schema of a field; of several that a value may have, the one that the value names. */
function schemaAt(
  schema: z.ZodType,
  path: FieldPath,
  document: YamlDocument,
): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const [depth, key] of path.entries()) {
    const inner: z.ZodType | undefined = at === undefined ? undefined : unwrapped(at);
    if (inner instanceof z.ZodArray) at = inner.element as z.ZodType;
    else if (inner instanceof z.ZodRecord) at = inner.valueType as z.ZodType;
    else at = shapeOf(inner)?.[String(key)];
    if (at instanceof z.ZodDiscriminatedUnion)
      at = namedOption(at, document.valueAt(path.slice(0, depth + 1))) ?? at;
  }
  return at;
}

function namedOption(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodType | undefined {
  const { discriminator } = union.def;
  const name = (value as Record<string, unknown> | null | undefined)?.[discriminator];
  return (union.options as readonly z.ZodType[]).find((option) => {
    const literal = shapeOf(option)?.[discriminator];
    return literal instanceof z.ZodLiteral && literal.values.has(name as string);
  });
}

function shapeOf(schema: z.ZodType | undefined): Record<string, z.ZodType> | undefined {
  const inner = schema === undefined ? undefined : unwrapped(schema);
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const isWrapped =
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault;
  return isWrapped ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
