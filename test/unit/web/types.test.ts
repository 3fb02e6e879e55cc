import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeOf } from '../../../scripts/web-types/type-of.ts';
import { ROOT, webTypes } from '../../../scripts/web-types/web-types.ts';

const DESCRIBED = existsSync(join(ROOT, 'docs/schemas/control-openapi.json'));

describe('the types of the web app', () => {
  it.skipIf(!DESCRIBED)('are those of what the servers describe', async () => {
    for (const [path, text] of Object.entries(await webTypes()))
      expect(readFileSync(join(ROOT, path), 'utf8'), `${path}: npm run web-types`).toBe(text);
  });

  const name = (reference: string): string => reference.split('/').at(-1)!;
  it.each([
    [{ type: ['string', 'null'] }, '(string) | (null)'],
    [{ enum: ['a', 1] }, '("a") | (1)'],
    [{ $ref: '#/components/schemas/Run' }, 'Run'],
    [{ type: 'array', items: { type: 'integer' } }, 'readonly (number)[]'],
    [
      { type: 'object', additionalProperties: { type: 'number' } },
      'Readonly<Record<string, number>>',
    ],
    [{ type: 'object', properties: { a: {} }, required: [] }, '{\nreadonly "a"?: unknown;\n}'],
    [false, 'never'],
  ])('makes of the schema %j the type %s', (schema, type) => {
    expect(typeOf(schema, name)).toBe(type);
  });
});
