import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { scriptOf } from '../../../src/http/control-asset-script.ts';
import { controlServer } from '../../support/control-server.ts';

it('takes types out and leaves every line where it is', () => {
  const source = [
    "import type { Status } from '../control-status.ts';",
    "import { h, type Child } from './dom.ts';",
    'export const draw = (status: Status): Child => h(status.home!);',
  ].join('\n');
  const lines = scriptOf(source).split('\n');
  expect(lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())).toEqual([
    '',
    "import { h, } from './dom.ts';",
    'export const draw = (status ) => h(status.home );',
  ]);
});

it('refuses what is more than types', () => {
  expect(() => scriptOf('enum A { B }')).toThrow(SyntaxError);
});

it('says nothing on the terminal, and leaves other warnings alone', () => {
  const module = new URL('../../../src/http/control-asset-script.ts', import.meta.url).href;
  const program = `
    import { scriptOf } from '${module}';
    scriptOf('const a: number = 1;');
    process.emitWarning('something else');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).not.toContain('stripTypeScriptTypes');
  expect(stderr).toContain('Warning: something else');
});

it('leads a browser from the page to modules that are all there and all JavaScript', async () => {
  const { send } = await controlServer();
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seen = new Set(['status.ts']);
  for (const name of seen) {
    const { status, headers, body } = await send(`/assets/${name}`);
    expect([name, status, headers['content-type']]).toEqual([
      name,
      200,
      'text/javascript; charset=utf-8',
    ]);
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, body);
    execFileSync(process.execPath, ['--check', file]);
    for (const [, imported] of body.matchAll(/from '\.\/([^']+)'/g)) seen.add(imported!);
    expect(body).not.toContain("from '../");
  }
  expect(seen.size).toBe(11);
});
