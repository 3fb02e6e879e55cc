import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseRules, watchRules } from '../../../../src/serving/index.ts';
import { loadKeptRules } from '../../../../src/serving/rules/kept-rules.ts';
import { temporaryFolder } from '../../../support/installation.ts';

const BROKEN = 'caps:\n  genre: 0\n';

function setUp() {
  const root = temporaryFolder();
  const file = join(root, 'rules.yaml');
  const said: string[] = [];
  const say = (event: string): void => void said.push(event);
  const logger = { info: say, warn: say };
  const watch = (named = false) => {
    const rules = watchRules({ file, named, home: { root }, logger, everyMs: 5 });
    onTestFinished(() => rules.close());
    return rules;
  };
  return { root, file, said, watch, write: (text: string) => writeFileSync(file, text) };
}

describe('parseRules', () => {
  it.each([
    ['caps:\n  genre: 0\n', 2, 'caps.genre', 'a whole number from 1 to 1000'],
    ['blokked: [a]\n', 1, 'blokked', 'the nearest is blocked'],
    ['boosts:\n  - genre: War\n', 2, 'boosts[0]', 'multiply, add or both'],
    ['availability:\n  - item: a\n    from: soon\n', 3, 'availability[0].from', 'YYYY-MM-DD'],
    ['pins: [', 1, 'the file', 'YAML'],
  ])('names line and field of %j', (text, line, field, expected) => {
    let thrown: unknown;
    try {
      parseRules(text, 'rules.yaml');
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toMatchObject({ code: 'RULES_INVALID', details: { line, field } });
    expect((thrown as Error).message).toContain(expected);
  });

  it('takes an empty file for no rules', () => {
    expect(parseRules('', 'rules.yaml').rewatchAfterMs).toBe(Infinity);
  });
});

describe('watchRules', () => {
  it('follows the file, and keeps every state under its hash', async () => {
    const { root, write, watch } = setUp();
    const rules = watch();
    expect(rules.current().id).toBeNull();
    write('blocked: [a+2000]\n');
    await vi.waitFor(() => expect(rules.current().blocked.has('a+2000' as never)).toBe(true));
    const first = rules.current().id!;
    write('blocked: [b+2000]\n');
    await vi.waitFor(() => expect(rules.current().blocked.has('b+2000' as never)).toBe(true));
    expect([...loadKeptRules({ root }, first).blocked]).toEqual(['a+2000']);
    expect([...loadKeptRules({ root }, rules.current().id!).blocked]).toEqual(['b+2000']);
    expect(rules.trouble()).toBeNull();
  });

  it('keeps the old rules when the file is broken, says so, and takes it once it is mended', () => {
    const { file, said, write, watch } = setUp();
    write('blocked: [a+2000]\n');
    const rules = watch();
    write(BROKEN);
    rules.look();
    expect(rules.current().blocked.size).toBe(1);
    expect(rules.trouble()).toMatch(/RULES_INVALID at line 2\); the rules [0-9a-f]{12} hold/);
    expect(rules.trouble()).not.toContain(file);
    expect(said).toEqual(['rules-loaded', 'rules-broken']);
    write('caps: { genre: 2 }\n');
    rules.look();
    expect([rules.current().caps.genre, rules.trouble()]).toEqual([2, null]);
  });

  it('keeps the old rules when the file is taken away', () => {
    const { file, write, watch } = setUp();
    write('blocked: [a+2000]\n');
    const rules = watch();
    rmSync(file);
    rules.look();
    expect(rules.current().blocked.size).toBe(1);
    expect(rules.trouble()).toContain('RULES_MISSING');
  });

  it('starts from the rules that held last when the file is broken, or not at all', () => {
    const { write, watch } = setUp();
    write(BROKEN);
    expect(() => watch()).toThrow('caps.genre');
    write('blocked: [a+2000]\n');
    watch().close();
    write(BROKEN);
    const rules = watch();
    expect(rules.current().blocked.size).toBe(1);
    expect(rules.trouble()).toContain('RULES_INVALID');
  });

  it('needs a file that somebody named', () => {
    const { root, watch } = setUp();
    expect(() => watch(true)).toThrow(expect.objectContaining({ code: 'RULES_MISSING' }));
    expect(existsSync(join(root, 'rules'))).toBe(false);
  });

  it('gives no rules that were altered after they were kept', () => {
    const { root, write, watch } = setUp();
    write('blocked: [a+2000]\n');
    const id = watch().current().id!;
    writeFileSync(join(root, 'rules', `${id}.yaml`), 'blocked: []\n');
    expect(() => loadKeptRules({ root }, id)).toThrow(
      expect.objectContaining({ code: 'RULES_NOT_KEPT' }),
    );
  });
});
