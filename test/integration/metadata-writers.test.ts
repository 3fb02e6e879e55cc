import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryInstallation } from '../support/installation.ts';

const COMPOSE = new URL('../../src/compose.ts', import.meta.url).href;
const STORE = new URL('../../src/store/index.ts', import.meta.url).href;
const EACH = 150;

/** A process that again and again reads the audit and adds to it what it read. */
const SCRIPT = `
  import { openInstallation } from ${JSON.stringify(COMPOSE)};
  import { openHome } from ${JSON.stringify(STORE)};
  const { metadata, close } = await openInstallation(openHome(process.argv[1]));
  for (let round = 0; round < ${EACH}; round++)
    await metadata.transaction().execute(async (transaction) => {
      const { entries } = await transaction.selectFrom('audit')
        .select((e) => e.fn.countAll().as('entries')).executeTakeFirstOrThrow();
      await transaction.insertInto('audit').values({ at: '2026-01-05T00:00:00.000Z',
        actor: 'test', action: 'count', details: String(entries) }).execute();
    });
  await close();`;

it('lets several processes read and write in transactions, one after the other', async () => {
  const { home, metadata } = await temporaryInstallation();
  const writers = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, home.root], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  const codes = await Promise.all(writers.map(async (one) => (await once(one, 'close'))[0]));
  expect(codes).toEqual([0, 0, 0]);
  const rows = await metadata.selectFrom('audit').select('details').orderBy('entry').execute();
  // Each saw everything that was there before it: nobody wrote between its reading and its writing.
  const read = rows.map(({ details }) => Number(details));
  expect(read).toEqual(Array.from({ length: 3 * EACH }, (_, k) => k));
});
