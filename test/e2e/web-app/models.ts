import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { askMany } from '../../support/list-asking.ts';
import { documentOf, say } from '../../support/recording-terminal.ts';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';
import { ending, giveReason } from './reasons.ts';

const LONG = { timeout: 180_000 };

export function modelCases(demo: () => WebDemo): void {
  it('compares two runs', async () => {
    const { page, complaints } = await demo().open('/models/runs');
    await page.getByRole('checkbox').nth(1).waitFor();
    await page.getByRole('checkbox').nth(0).check();
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('link', { name: 'Compare 2 runs' }).click();
    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toBe('Runs compared');
    await expect
      .poll(() => page.getByRole('region', { name: 'Outcome and cost, table' }).innerText())
      .toContain('done');
    expect(complaints).toEqual([]);
  });

  it('promotes a version and rolls back while lists are asked for, and none fails', async () => {
    const asking = askMany(demo().publicUrl);
    const { page } = await demo().open('/models/popularity/1');
    // Training may make another champion meanwhile; then it is refused, and asked anew.
    await expect
      .poll(async () => {
        await page.goto(`${demo().url}/models/popularity/1`);
        const said = await giveReason(page, {
          button: /^Promote popularity\/1/,
          reason: 'to see that it can be changed',
          confirm: 'Promote',
        });
        return said.includes('popularity/1 is champion now.');
      }, LONG)
      .toBe(true);
    // What the gate said of it stands there too.
    expect(await page.getByRole('dialog').innerText()).toContain('Popularity needs no gate.');
    await expect
      .poll(async () => {
        await page.goto(`${demo().url}/models`);
        const button = page.getByRole('button', { name: /^Roll back to/ });
        const [, target] = /Roll back to (\S+)/.exec(await button.innerText(PATIENCE))!;
        const said = await giveReason(page, {
          button: /^Roll back to/,
          reason: 'to see that it can be undone',
          confirm: 'Roll back',
        });
        return said.includes(`${target} is champion again`);
      }, LONG)
      .toBe(true);
    await page.goto(`${demo().url}/models/changes`);
    const changes = () => page.locator('.data').innerText();
    await expect.poll(changes, PATIENCE).toContain('to see that it can be undone');
    expect(await changes()).toContain('to see that it can be changed');
    const { answers, failures } = await asking.stop();
    expect(answers).toBeGreaterThan(10);
    expect(failures).toBe(0);
  }, 400_000);

  it('says why the gate holds a version back, and lists go on, with the keyboard alone', async () => {
    // One neighbour of each movie is a recipe that cannot be better than the champion's.
    const { version } = await trainedWorse(demo().home);
    const asking = askMany(demo().publicUrl);
    const { page } = await demo().open(`/models/${version}`);
    await page.getByRole('button', { name: `Promote ${version}` }).waitFor();
    await tabTo(page, `Promote ${version} …`);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await tabTo(page, '', 'TEXTAREA');
    await page.keyboard.type('to see what the gate says of it');
    await tabTo(page, 'Promote');
    await page.keyboard.press('Enter');
    const said = await ending(dialog);
    expect(said).toContain('It did not succeed.');
    expect(said).toContain(`${version} does not pass the gate`);
    expect(said).toMatch(/is not proven better than|do not behave/);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count(), PATIENCE).toBe(0);
    await expect.poll(() => focusedText(page), PATIENCE).toBe(`Promote ${version} …`);
    const { answers, failures } = await asking.stop();
    expect(answers).toBeGreaterThan(10);
    expect(failures).toBe(0);
  }, 400_000);
}

/** A version that is worse; while the demo itself trains, it is refused and asked anew. */
async function trainedWorse(home: string): Promise<{ readonly version: string }> {
  const args = ['train', '--model', 'item-knn', '--set', 'neighbours=1', '--home', home, '--json'];
  let trained = await say(...args);
  await expect
    .poll(async () => (trained = trained.code === 0 ? trained : await say(...args)), LONG)
    .toMatchObject({ code: 0 });
  return documentOf(trained);
}

const focusedText = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.textContent');

/** Goes forward with the tabulator until the focus is on what has a text, and a tag where one is given. */
async function tabTo(page: Page, text: string, tag?: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate<string>('document.activeElement.tagName');
    if ((await focusedText(page)) === text && (tag === undefined || found === tag)) return;
  }
  throw new Error(`The tabulator does not come to ${tag ?? text}.`);
}
