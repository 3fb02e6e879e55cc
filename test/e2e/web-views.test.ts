import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { experimentThread } from '../../src/cli/experiment-thread.ts';
import { WEB_APP } from '../../src/cli/web-app-folder.ts';
import {
  controlServer,
  controlServerForAll,
  type ControlServer,
} from '../support/control-server.ts';
import { temporaryFolderForAll } from '../support/installation.ts';
import { makeViewsHome, REPORTED_RANGE } from '../support/views-home.ts';
import { canTryWebApp, PATIENCE, picture, settled, SKIPPED } from '../support/web-demo.ts';
import {
  launchBrowser,
  openWindow,
  overhang,
  seriousFindings,
  type WebPage,
} from '../support/web-browser.ts';

const PAGES = [
  '/experiments/lived',
  '/experiments/lived/report',
  '/experiments/beside',
  '/alerts',
  '/alerts/runbooks/voided-answers',
  '/days/ranges',
  `/days/ranges/${REPORTED_RANGE}`,
  '/reports/experiments/lived',
  `/reports/of/${REPORTED_RANGE}`,
];
/** Pages that are read without the app have no icon of their own. */
const isApp = (path: string): boolean => !path.startsWith('/reports/');

describe.skipIf(!canTryWebApp)(`views of experiments, alerts and ranges (${SKIPPED})`, () => {
  const stopping = new AbortController();
  let browser: Browser;
  let server: ControlServer;
  beforeAll(async () => {
    const home = await makeViewsHome(temporaryFolderForAll());
    const experiments = experimentThread(home, stopping.signal);
    server = await controlServerForAll({ webApp: WEB_APP, experiments }, home);
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    stopping.abort();
    await browser?.close();
  });

  const open = async (
    path: string,
    { url = server.url, ...as }: { url?: string; width?: number; theme?: 'light' | 'dark' } = {},
  ): Promise<WebPage> => {
    const window = await openWindow(browser, as);
    onTestFinished(() => window.page.context().close());
    await window.page.goto(`${url}${path}`);
    await settled(window.page);
    return window;
  };

  it.each(PAGES)('has no serious finding of axe-core on %s, light and dark', async (path) => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await open(path, { theme });
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, `${path} ${theme} 1280`);
    }
  });

  it.each(PAGES)('fits into 360 and 2560 px on %s, without a complaint', async (path) => {
    for (const width of [360, 2_560]) {
      const { page, complaints } = await open(path, { width });
      expect(await overhang(page)).toBe(0);
      await picture(page, `${path} light ${width}`);
      if (isApp(path)) expect(complaints).toEqual([]);
    }
  });

  it('tells what came of an experiment, and makes its decisions again', async () => {
    const { page } = await open('/experiments/lived');
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await expect
      .poll(() => page.locator('.page-lead').innerText(), PATIENCE)
      .toBe('als/2 is better and became the champion.');
    const text = await page.locator('main').innerText();
    for (const said of [/min a viewer/, /Latency, ms/, /✓ kept/, /of viewers/])
      expect(text).toMatch(said);
    const again = page.getByRole('button', { name: /^Make again decision \d+$/ });
    await again.first().focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.replayed').allInnerTexts(), PATIENCE)
      .toEqual(['✓ The same, byte for byte']);
    await page.locator('.chart summary').first().click();
    expect(await page.locator('.chart table').first().innerText()).toContain('min a viewer');
    await page.getByRole('link', { name: 'As a page to keep' }).click();
    await page.waitForURL('**/reports/experiments/lived');
    expect(await page.locator('body').innerText()).toContain('als/2 is better');
  });

  it('tells how a shadow does, with the unit of every figure', async () => {
    const { page } = await open('/experiments/beside');
    await expect
      .poll(() => page.locator('.verdict-box').innerText(), PATIENCE)
      .toContain('Passes so far');
    const row = (name: string): Promise<string> =>
      page
        .getByRole('row', { name: new RegExp(`^${name} `) })
        .first()
        .innerText();
    expect(await row('Answered')).toContain('599 (99.83 %)');
    expect(await row('The same titles')).toContain('60 %');
    expect(await row('Latency')).toContain('4 ms');
    expect(await page.locator('.chart-canvas').count()).toBe(3);
  });

  it('silences an alert with a reason, and lifts it again', async () => {
    const { page } = await open('/alerts');
    const alert = page.getByRole('listitem', { name: 'drift' });
    await alert.getByRole('button', { name: 'Silence …' }).click();
    await page.getByRole('button', { name: /For how long/ }).click();
    await page.getByRole('option', { name: 'a day' }).click();
    await giveReason(page, 'a launch is under way', 'Silence it');
    await expect
      .poll(() => alert.innerText(), PATIENCE)
      .toMatch(/Silenced until .* by \w+: a launch is under way/);
    await alert.getByRole('button', { name: 'Lift the silence …' }).click();
    await giveReason(page, 'the launch is over', 'Lift it');
    await expect.poll(() => alert.innerText(), PATIENCE).not.toContain('Silenced until');
    const audit = await (await fetch(`${server.url}/v1/audit?limit=2`)).text();
    expect(audit).toContain('the launch is over');
  });

  it('leads from an alert to what to do, and to the section of the report', async () => {
    const { page } = await open('/alerts');
    const alert = page.getByRole('listitem', { name: 'voided-answers' });
    await alert.getByRole('link', { name: /What to do/ }).click();
    await expect
      .poll(() => page.locator('h1').innerText(), PATIENCE)
      .toBe('Answers hold something that is no movie');
    expect(await page.getByRole('heading', { name: 'What to do' }).count()).toBe(1);
    await page.getByRole('link', { name: 'All alerts' }).click();
    await alert.getByRole('link', { name: /The report of/ }).click();
    await page.waitForURL('**/reports/2026-03-22#requests');
    expect(await page.locator('#requests').count()).toBe(1);
  });

  it('leads by the keyboard from the days to a range, and on to one of its days', async () => {
    const { page } = await open('/days');
    await page.getByRole('link', { name: 'Weeks and ranges' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.data tbody a').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.questions').innerText(), PATIENCE).toContain('up?');
    expect(await page.getByRole('region', { name: 'Totals, table' }).innerText()).toMatch(
      /minutes watched.* min/i,
    );
    await page.getByRole('region', { name: 'Days, table' }).locator('a').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/days\/2026-03-2/);
  });

  it('says in an empty home what brings something, and of what is not there that it is not', async () => {
    const { url } = await controlServer({ webApp: WEB_APP });
    const ranges = await open('/days/ranges', { url });
    expect(await ranges.page.locator('.empty').innerText()).toContain('showrunner report --week');
    const alerts = await open('/alerts', { url });
    expect(await alerts.page.locator('main').innerText()).toContain('Nothing fires.');
    for (const path of [
      '/experiments/none/report',
      '/alerts/runbooks/none',
      '/days/ranges/2020-W01',
    ]) {
      const { page } = await open(path, { url });
      await expect.poll(() => page.getByRole('alert').innerText(), PATIENCE).toMatch(/cannot be/);
    }
  });
});

async function giveReason(page: Page, reason: string, confirm: string): Promise<void> {
  await page.getByLabel('Reason, for the audit trail').fill(reason);
  await page.getByRole('button', { name: confirm, exact: true }).click();
  await page.getByRole('button', { name: 'Close' }).click();
}
