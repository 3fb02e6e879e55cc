import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/installation.ts';
import { say } from '../../support/recording-terminal.ts';
import { freePorts } from '../../support/up-process.ts';
import { webCommand } from '../../support/web-command.ts';
import { opened, PATIENCE, type WebDemo } from '../../support/web-demo.ts';
import { giveReason } from './reasons.ts';

export function dataCases(demo: () => WebDemo): void {
  it('shows a line that was set aside, and what is wrong with it', async () => {
    const { page } = await demo().open('/data/quarantine');
    await page.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: /Bad item/ }).click();
    await expect.poll(() => page.url()).toContain('reason=bad_item');
    await page.locator('.data tbody a').first().click();
    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toBe('Bad item');
    expect(await page.locator('.log-line').first().innerText()).toContain('GET ');
  });

  it('takes up a line that was mended when it is replayed, and says why another stays', async () => {
    const { home, know } = await quarantined();
    const [port] = await freePorts(1);
    const { url } = await webCommand(home, { port: port! });
    const { page, complaints } = await opened(demo().browser, `${url}/data/quarantine`);
    const rows = page.locator('.data tbody tr');
    await expect.poll(() => rows.count(), PATIENCE).toBe(2);
    await page.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: 'Unknown item (1)' }).click();
    await rows.locator('a').first().click();
    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toBe('Unknown item');
    const judged = page.locator('.facts');
    expect(await judged.innerText()).toContain('a replay leaves it here');

    // The mending: the catalogue comes to know the title.
    await know('film+1', 'film+2');
    await page.reload();
    await expect.poll(() => judged.innerText(), PATIENCE).toContain('a replay takes it up');
    await page.goto(`${url}/data/quarantine?reason=unknown_item`);
    const said = await giveReason(page, {
      button: /^Replay lines with unknown item/,
      reason: 'film+2 was added to the catalogue',
      confirm: 'Replay',
    });
    expect(said).toContain('1 line can be used now: 1 less with unknown item.');

    await page.goto(`${url}/data/quarantine`);
    await expect
      .poll(() => rows.allInnerTexts(), PATIENCE)
      .toEqual([expect.stringContaining('Bad item')]);
    expect(
      await giveReason(page, {
        button: /^Replay all lines/,
        reason: 'to see whether the other one can be used',
        confirm: 'Replay',
      }),
    ).toContain('Nothing has changed');
    await page.keyboard.press('Escape');
    await rows.locator('a').first().click();
    await expect.poll(() => judged.innerText(), PATIENCE).toContain('a replay leaves it here');
    await page.goto(`${url}/models/changes`);
    await expect
      .poll(() => page.locator('.data').innerText(), PATIENCE)
      .toContain('film+2 was added to the catalogue');
    expect(complaints).toEqual([]);
  });
}

/** A home with a line of a title that is not known yet, and one of no title that can have been meant. */
async function quarantined() {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const log = join(folder, 'stream.log');
  const lines = [
    '2024-03-01T00:00:01,7,GET /data/m/film+1/3.mpg',
    '2024-03-01T00:00:02,7,GET /data/m/film+2/3.mpg',
    '2024-03-01T00:00:03,7,GET /data/m/NU9KPLtx8ifMmwR4xFG4rlYa4B/4.mpg',
  ];
  writeFileSync(log, `${lines.join('\n')}\n`);
  const command = async (...args: readonly string[]): Promise<void> => {
    expect((await say(...args, '--home', home)).code).toBe(0);
  };
  const know = (...films: readonly string[]): Promise<void> => {
    const movies = join(folder, `movies-${films.length}.jsonl`);
    writeFileSync(movies, films.map((id) => `{"id":"${id}","runtime":90}\n`).join(''));
    return command('catalogue', 'sync', '--movies', movies, '--complete', '--timeless');
  };
  await know('film+1');
  await command('ingest', '--from', `file:${log}`, '--segment-lines', '3');
  return { home, know };
}
