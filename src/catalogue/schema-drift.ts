import type { Finding } from '../domain/finding.ts';
import {
  MOVIE_FIELDS,
  USER_FIELDS,
  type DocumentedField,
  type DocumentedFields,
} from './documented-fields.ts';

/** Watches answers for what the documentation does not say. */
export interface SchemaDrift {
  see(kind: 'item' | 'user', body: Readonly<Record<string, unknown>>): void;
  /** One for each field and trouble, in order of their names. */
  findings(): Finding[];
}

const EXAMPLES = 3;
const TROUBLES = {
  gone: 'lack the field',
  type: 'give another type for',
  new: 'have the undocumented field',
  nonsense: 'make no sense in',
} as const;
type Trouble = keyof typeof TROUBLES;

interface Seen {
  count: number;
  readonly examples: string[];
}

/** A watch that has seen nothing. */
export function schemaDrift(): SchemaDrift {
  const answers = { item: 0, user: 0 };
  const seen = new Map<string, Seen>();
  const note = (key: readonly [string, Trouble, string], example: string): void => {
    const text = key.join('\t');
    const known = seen.get(text) ?? { count: 0, examples: [] };
    seen.set(text, known);
    known.count++;
    if (known.examples.length < EXAMPLES) known.examples.push(example);
  };
  return {
    see: (kind, body) => {
      answers[kind]++;
      const fields: DocumentedFields = kind === 'item' ? MOVIE_FIELDS : USER_FIELDS;
      const id = String(body[kind === 'item' ? 'id' : 'user_id']).slice(0, 60);
      for (const [name, field] of Object.entries(fields)) {
        const trouble = troubleWith(field, Object.hasOwn(body, name), body[name]);
        if (trouble !== null) note([kind, trouble, name], `${id}: ${shown(body[name])}`);
      }
      for (const name of Object.keys(body))
        if (!Object.hasOwn(fields, name))
          note([kind, 'new', name.slice(0, 60)], `${id}: ${shown(body[name])}`);
    },
    findings: () =>
      [...seen]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { count, examples }]) => {
          const [kind, trouble, name] = key.split('\t') as ['item' | 'user', Trouble, string];
          const all = answers[kind];
          const share = `${((100 * count) / all).toFixed(1)} %`;
          const word = kind === 'item' ? 'movie' : 'user';
          return {
            check: `catalogue-${word}-field-${trouble}`,
            severity: trouble === 'new' ? 'note' : 'warn',
            message: `${count} of ${all} answers of the ${word} API (${share}) ${TROUBLES[trouble]} '${name}'.`,
            count,
            examples,
          };
        }),
  };
}

function troubleWith(field: DocumentedField, has: boolean, value: unknown): Trouble | null {
  if (!has) return field.optional ? null : 'gone';
  if (!hasType(field, value)) return 'type';
  return field.sensible === undefined || field.sensible(value) ? null : 'nonsense';
}

function hasType({ type, optional }: DocumentedField, value: unknown): boolean {
  switch (type) {
    case 'integer':
      // The cost of newer installations is any number.
      return optional ? typeof value === 'number' : Number.isInteger(value);
    case 'text':
      return typeof value === 'string';
    case 'text or null':
      return typeof value === 'string' || value === null;
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 100);
