import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseRules, rulesJsonSchema } from '../../../../src/serving/index.ts';

const fileOf = (path: string): string =>
  readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(fileOf('docs/serving.md'))![1]!;
const published = JSON.parse(fileOf('docs/schemas/rules.schema.json')) as object;

describe('the published schema of rules.yaml', () => {
  it('is what the program validates with (node scripts/write-schemas.ts writes it)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(rulesJsonSchema())));
  });

  it('takes the example of the documentation, as the program does', () => {
    const validate = new Ajv2020({ strict: false }).compile(published);
    expect(validate(parse(example))).toBe(true);
    const rules = parseRules(example, 'docs/serving.md');
    expect(rules.pins).toHaveLength(2);
    expect(rules.exploration.share).toBe(0.1);
  });

  it('refuses what the program refuses', () => {
    const validate = new Ajv2020({ strict: false }).compile(published);
    for (const text of ['blokked: [a]', 'caps: { genre: 0 }', 'exploration: { share: 0.9 }']) {
      expect(validate(parse(text))).toBe(false);
      expect(() => parseRules(text, 'rules.yaml')).toThrow('rules.yaml line 1');
    }
  });
});
