import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolderForAll } from '../support/installation.ts';
import { freePorts, startUp, type UpProcess } from '../support/up-process.ts';
import {
  hasChromium,
  launchBrowser,
  openWindow,
  overhang,
  seriousFindings,
  type WebPage,
} from '../support/web-browser.ts';

const BUILT = existsSync(join(import.meta.dirname, '../../web/dist/index.html'));
/** Where pictures of every page go, if anywhere: never into the repository. */
const PICTURES = process.env['SHOWRUNNER_PICTURES'];
const FIRST_PAGE_BYTES = 250_000;
const PATIENCE = { timeout: 20_000 };

/** Every page of the app that has an address of its own. */
const PAGES = [
  '/',
  '/days',
  '/why',
  '/tonight',
  '/tonight/39',
  '/models',
  '/models/runs',
  '/models/tuning',
  '/models/changes',
  '/data',
  '/data/quarantine',
  '/data/catalogue',
  '/data/datasets',
  '/data/drift',
  '/experiments',
  '/experiments/new',
];

describe.skipIf(!hasChromium || !BUILT)(
  'the web app on a running demo (skipped without /usr/bin/chromium or npm run build-web)',
  () => {
    let browser: Browser;
    let up: UpProcess;
    let url: string;
    let publicUrl: string;
    let routes: ReadonlySet<string>;

    beforeAll(async () => {
      const [lists, control, simulated] = await freePorts(3);
      url = `http://127.0.0.1:${control}`;
      publicUrl = `http://127.0.0.1:${lists}`;
      const home = temporaryFolderForAll();
      const ports = `--public-port ${lists} --control-port ${control} --simulated-port ${simulated}`;
      const args = `--demo --home ${home} --speed 3600 --users 600 --movies 300 ${ports}`;
      up = startUp(...args.split(' '));
      browser = await launchBrowser();
      await up.until('The first personal list');
      await up.until(/The report of \S+/);
      routes = await describedRoutes(url);
    }, 240_000);
    afterAll(async () => {
      await browser?.close();
      up?.kill('SIGTERM');
      await up?.ended;
    });

    const open = async (path: string, width?: number): Promise<WebPage> => {
      const window = await openWindow(browser, width === undefined ? {} : { width });
      onTestFinished(() => window.page.context().close());
      await window.page.goto(`${url}${path}`);
      return window;
    };
    /** The routes that a case stands on are there. */
    const needs = (route: string): void => expect([...routes]).toContain(route);

    it('says on its first page how the system is, what it does and which model serves', async () => {
      const { page, complaints } = await open('/');
      await expect
        .poll(() => page.locator('.page-lead').innerText(), PATIENCE)
        .toMatch(/The model (item-knn|als)\/\d+ makes the lists/);
      expect(await page.locator('h1').innerText()).toMatch(/well|look|need/);
      expect(await page.locator('.station').count()).toBe(9);
      expect(await page.locator('.station-figure').first().innerText()).toContain('lines/s');
      expect(await page.locator('.line-state').innerText()).toContain('live');
      expect(routes.size === 0 ? withoutMissing(complaints) : complaints).toEqual([]);
    });

    it('sends at most 250 kB of script, packed, for the first page, and no chart library', async () => {
      const { page } = await openWindow(browser);
      onTestFinished(() => page.context().close());
      const scripts: { readonly name: string; readonly bytes: number }[] = [];
      page.on('response', async (response) => {
        if (response.request().resourceType() === 'script')
          scripts.push({ name: response.url(), bytes: gzipSync(await response.body()).length });
      });
      await page.goto(`${url}/`, { waitUntil: 'networkidle' }).catch(() => undefined);
      await page.locator('.station').first().waitFor();
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(FIRST_PAGE_BYTES);
      expect(scripts.filter(({ name }) => name.includes('echarts'))).toEqual([]);
    });

    it.each(PAGES)('has no serious finding of axe-core on %s, light and dark', async (path) => {
      for (const theme of ['light', 'dark'] as const) {
        const { page } = await openWindow(browser, { theme });
        onTestFinished(() => page.context().close());
        await page.goto(`${url}${path}`);
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
        await picture(page, `${path} ${theme} 1280`);
      }
    });

    it.each(PAGES)('fits into 360 px on %s, without a complaint of the browser', async (path) => {
      const { page, complaints } = await open(path, 360);
      await settled(page);
      expect(await overhang(page)).toBe(0);
      await picture(page, `${path} light 360`);
      expect(routes.size === 0 ? withoutMissing(complaints) : complaints).toEqual([]);
    });

    it('can be used with the keyboard alone', async () => {
      const { page } = await open('/');
      await page.locator('.station').first().waitFor();
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await page.keyboard.press('?');
      await expect.poll(() => page.getByRole('dialog').innerText()).toContain('Keyboard shortcuts');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      await page.keyboard.press('g');
      await page.keyboard.press('d');
      await expect.poll(() => page.locator('h1').innerText()).toBe('Days');
      await page.locator('.month a').last().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/days\/2026-/);
    });

    it('leads from the calendar to the report of the latest day', async () => {
      const { page, complaints } = await open('/days');
      const day = page.locator('.month a').last();
      await day.click();
      await expect
        .poll(() => page.locator('h1').innerText(), PATIENCE)
        .toMatch(/^\w{3} \d+ \w{3}$/);
      expect(await page.locator('.page-lead').innerText()).toContain('request');
      await page.locator('.chart-canvas canvas').first().waitFor();
      await page.locator('.chart summary').first().click();
      expect(await page.locator('.chart table').first().innerText()).toContain('23:00');
      expect(routes.size === 0 ? withoutMissing(complaints) : complaints).toEqual([]);
    });

    it('tells of a pasted receipt the list, its reasons and the chain down to the log', async () => {
      const answer = await fetch(`${publicUrl}/recommend/39`);
      const receipt = answer.headers.get('x-showrunner-receipt')!;
      const list = (await answer.text()).split(',');
      const { page, complaints } = await open('/why');
      await page.getByLabel('Receipt id or viewer id').fill(receipt);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.data tbody tr').count(), PATIENCE).toBe(list.length);
      expect(await page.locator('.chain').innerText()).toMatch(
        /Model[\s\S]*Dataset[\s\S]*of the log/,
      );
      expect(routes.size === 0 ? withoutMissing(complaints) : complaints).toEqual([]);
    });

    it('shows a line that was set aside, and what is wrong with it', async () => {
      needs('GET /v1/quarantine');
      const { page } = await open('/data/quarantine');
      await page.getByRole('button', { name: /Reason/ }).click();
      await page.getByRole('option', { name: /Bad item/ }).click();
      await expect.poll(() => page.url()).toContain('reason=bad_item');
      await page.locator('.data tbody a').first().click();
      await expect.poll(() => page.locator('h1').innerText()).toBe('Bad item');
      expect(await page.locator('.log-line').first().innerText()).toContain('GET ');
    });

    it('compares two runs', async () => {
      needs('GET /v1/comparison/runs');
      const { page, complaints } = await open('/models/runs');
      await page.getByRole('checkbox').nth(1).waitFor();
      await page.getByRole('checkbox').nth(0).check();
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('link', { name: 'Compare 2 runs' }).click();
      await expect.poll(() => page.locator('h1').innerText()).toBe('Runs compared');
      await expect
        .poll(() => page.getByRole('region', { name: 'Outcome and cost, table' }).innerText())
        .toContain('done');
      expect(routes.size === 0 ? withoutMissing(complaints) : complaints).toEqual([]);
    });

    it('rolls back while lists are asked for, and none fails', async () => {
      needs('POST /v1/models/rollback');
      const asking = askMany(publicUrl);
      onTestFinished(async () => void (await asking.stop()));
      const { page } = await open('/models');
      await expect
        .poll(async () => {
          // Training may make another champion meanwhile; then the rollback is refused, and asked anew.
          await page.getByRole('button', { name: /^Roll back to/ }).click();
          const dialog = page.getByRole('dialog');
          const target = /Roll back to (\S+)/.exec(await dialog.innerText())![1]!;
          await page.getByLabel('Reason, for the audit trail').fill('to see that it can be undone');
          await dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
          await dialog.locator('.problem, [role="status"]').first().waitFor();
          const isDone = (await dialog.innerText()).includes(`${target} is champion again`);
          await page.keyboard.press('Escape');
          return isDone;
        }, PATIENCE)
        .toBe(true);
      await page.goto(`${url}/models/changes`);
      await expect
        .poll(() => page.locator('.data').innerText(), PATIENCE)
        .toContain('to see that it can be undone');
      const { answers, failures } = await asking.stop();
      expect(answers).toBeGreaterThan(10);
      expect(failures).toBe(0);
    });

    it('makes a personal page for somebody new in four clicks, and changes it after a watch', async () => {
      needs('POST /v1/users/{userId}/watches');
      const { page } = await open('/tonight');
      const { allowed } = (await (await fetch(`${url}/v1/session`)).json()) as {
        allowed: readonly string[];
      };
      expect(allowed).toContain('post-events');
      const choices = page.locator('.choice-card');
      await choices.nth(2).waitFor();
      for (const place of [0, 1, 2]) await choices.nth(place).click();
      await page.getByRole('button', { name: 'Show my page' }).click();
      await page.locator('#top-picks').waitFor();
      const before = await titlesOf(page);
      expect(before.length).toBeGreaterThan(10);
      await page
        .locator('.feature')
        .getByRole('button', { name: /^Watch/ })
        .click();
      await expect.poll(() => page.locator('.deed-done').innerText()).toContain('You watched');
      await expect
        .poll(async () => (await titlesOf(page)).join(), PATIENCE)
        .not.toBe(before.join());
    });
  },
);

/** Without what the browser says of routes that a server has not and does not describe. */
const withoutMissing = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((text) => !/status of 40[45]|CORS|ERR_FAILED|connect-src/.test(text));

/** The routes that a control server describes; none where it describes itself in no document. */
async function describedRoutes(url: string): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${url}/openapi.json`);
  if (!answer.ok) return new Set();
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  );
}

/** Waits until nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.loading').count(), PATIENCE).toBe(0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.textContent');

/** The titles of the viewer's list, the first of them large. */
const titlesOf = (page: Page): Promise<string[]> =>
  page.locator('.feature h2, section[aria-labelledby="top-picks"] .title-name').allInnerTexts();

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const file = `${name.replaceAll(/\W+/g, '-').replace(/^-/, 'now-')}.png`;
  await page.screenshot({ path: join(PICTURES, file), fullPage: true });
}

/** Asks for lists one after the other until told to stop. */
function askMany(publicUrl: string): {
  stop(): Promise<{ readonly answers: number; readonly failures: number }>;
} {
  const state = { isOver: false };
  let answers = 0;
  let failures = 0;
  const asking = (async () => {
    for (let user = 1; !state.isOver; user = (user % 500) + 1) {
      const answer = await fetch(`${publicUrl}/recommend/${user}`).catch(() => null);
      const list = answer?.ok === true ? (await answer.text()).split(',') : [];
      if (list.length === 20) answers++;
      else failures++;
    }
  })();
  return {
    stop: async () => {
      state.isOver = true;
      await asking;
      return { answers, failures };
    },
  };
}
