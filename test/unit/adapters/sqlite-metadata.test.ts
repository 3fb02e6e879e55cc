import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteMetadata } from '../../../src/adapters/index.ts';
import { openHome } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

describe('openSqliteMetadata', () => {
  it('migrates once and opens again', async () => {
    const path = join(temporaryFolder(), 'db.sqlite');
    for (let time = 0; time < 2; time++) {
      const db = await openSqliteMetadata(path);
      expect(await db.selectFrom('runs').selectAll().execute()).toEqual([]);
      await db.destroy();
    }
  });

  it('lets several processes open a new file at once', async () => {
    const home = openHome(join(temporaryFolder(), 'home')).root;
    const program = join(import.meta.dirname, '../../../bin/showrunner.js');
    const ends = [1, 2, 3, 4].map(async () => {
      const child = spawn(process.execPath, [program, 'models', '--home', home]);
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['no database', (path: string) => writeFileSync(path, 'hello, this is no database at all')],
    ['in a folder that does not exist', () => undefined],
  ])('says what is wrong with a file that is %s', async (_, make) => {
    const folder = temporaryFolder();
    const path = make.length > 0 ? join(folder, 'db.sqlite') : join(folder, 'none', 'db.sqlite');
    make(path);
    await expect(openSqliteMetadata(path)).rejects.toMatchObject({ code: 'DATABASE_UNUSABLE' });
  });
});
