import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstProblem, readYaml } from '../../../src/configuration/index.ts';

const TEXT = `name: a
list:
  - one: 1
  - one: 2
    two: 3
`;

const document = () => {
  const read = readYaml(TEXT);
  if (!read.ok) throw new Error(read.found);
  return read.document;
};

describe('a YAML text', () => {
  it.each([
    [['name'], 1],
    [['list'], 2],
    [['list', 0], 3],
    [['list', 1, 'two'], 5],
    // What is not there has the line of what stands around it.
    [['list', 1, 'three'], 4],
    [['nowhere', 'at', 'all'], 1],
  ] as const)('knows the line of %j', (path, line) => {
    expect(document().lineOf(path)).toBe(line);
  });

  it('is told with the line when it is none', () => {
    expect(readYaml('a: 1\nb: [1')).toMatchObject({ ok: false, line: 2 });
  });

  it('holds nothing when it is empty', () => {
    expect(readYaml('')).toMatchObject({ ok: true, document: { value: {} } });
  });
});

describe('a problem with a schema', () => {
  const entry = z.strictObject({
    one: z.number().max(1).meta({ range: 'a number up to 1' }),
    tow: z.number().optional(),
  });
  const schema = z.strictObject({ name: z.string(), list: z.array(entry).optional() });
  const problemOf = (given: z.ZodType) =>
    firstProblem(given.safeParse(document().value).error!, given, document());

  it('inside a list is told with place, range and what was found', () => {
    const loose = z.strictObject({
      name: z.string(),
      list: z.array(entry.extend({ two: z.number() }).partial()),
    });
    expect(problemOf(loose)).toEqual({
      line: 4,
      field: 'list[1].one',
      found: "'2'",
      expected: 'a number up to 1',
    });
  });

  it('of an unknown key names the nearest known one', () => {
    const wide = schema.extend({
      list: z.array(entry.extend({ one: z.number() })).optional(),
    });
    expect(problemOf(wide)).toEqual({
      line: 5,
      field: 'list[1].two',
      found: 'an unknown key',
      expected: 'one of one, tow; the nearest is tow',
    });
  });
});
