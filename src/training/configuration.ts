import { z, type ZodType } from 'zod';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { Family } from './trainer.ts';

/** What a person is told of one field of a configuration. */
export interface FieldNote {
  /** One sentence: what it does. */
  readonly doc: string;
  /** Of the number; absent where it has none. */
  readonly unit?: string;
  /** The values it may take, in words. */
  readonly range: string;
}

/** Attaches a note to a field's schema; the first thing read by `describeConfiguration`. */
export const field = <T extends ZodType>(schema: T, note: FieldNote): T =>
  schema.meta({ description: note.doc, unit: note.unit, range: note.range });

/** A field of a family's configuration with everything that is known of it. */
export interface FieldDescription extends FieldNote {
  readonly key: string;
  readonly default: Json;
}

/** The fields of a family's configuration, in the order of their declaration. */
export function describeConfiguration(family: Family): readonly FieldDescription[] {
  const { properties = {} } = z.toJSONSchema(family.configuration, { io: 'input' });
  return Object.entries(properties).map(([key, schema]) => {
    const { description, unit, range, default: value } = schema as Record<string, Json>;
    const note = { doc: String(description), range: String(range), default: value ?? null };
    return typeof unit === 'string' ? { key, ...note, unit } : { key, ...note };
  });
}

/**
 * Makes a family's whole configuration from the part that was given; the rest are defaults.
 * Values may be texts, as `--set key=value` gives them: they are read as JSON where they are.
 *
 * @returns frozen
 * @throws InputError `CONFIGURATION_KEY_UNKNOWN`, naming the nearest known key, or
 *         `CONFIGURATION_INVALID`, naming the field and its range
 */
export function parseConfiguration<C extends { readonly [key: string]: Json }>(
  family: Family<C>,
  partial: Readonly<Record<string, unknown>>,
): C {
  const fields = describeConfiguration(family);
  const keys = fields.map(({ key }) => key);
  for (const key of Object.keys(partial))
    if (!keys.includes(key))
      throw errorOf('CONFIGURATION_KEY_UNKNOWN', {
        component: family.name,
        found: key,
        nearest: nearestWord(key, keys),
        known: keys.join(', '),
      });
  const values = Object.entries(partial).map(([key, value]) => [key, valueOf(value)] as const);
  const parsed = family.configuration.safeParse(Object.fromEntries(values));
  if (parsed.success) return Object.freeze(parsed.data);
  const key = String(parsed.error.issues[0]?.path[0]);
  throw errorOf(
    'CONFIGURATION_INVALID',
    {
      component: family.name,
      key,
      found: JSON.stringify(partial[key]) ?? String(partial[key]),
      expected: fields.find((known) => known.key === key)?.range ?? 'another value',
    },
    parsed.error,
  );
}

function valueOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
