import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openRecords, servingOf, systemClock } from '../../src/compose.ts';
import { startControl, startServing } from '../../src/http/index.ts';
import { reportDay } from '../../src/monitoring/index.ts';
import { jsonLogger } from '../../src/telemetry/index.ts';
import { fillInstallation, ingestFile, QUICK } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';
import { say } from '../support/recording-terminal.ts';

const CHROMIUM = '/usr/bin/chromium';
const TOKEN = 'a-token-of-enough-length';
const monotonic = { nowMs: () => performance.now() };

let browser: Browser | undefined;
beforeAll(async () => {
  if (!existsSync(CHROMIUM)) return;
  const args = ['--no-sandbox', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath: CHROMIUM, args });
});
afterAll(() => browser?.close());

/** A page and everything it complained of: errors, warnings, violations of its policy. */
async function openPage(url: string, width = 1280): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser!.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`outside: ${request.url()}`);
  });
  onTestFinished(() => page.close());
  await page.goto(`${url}/`);
  return { page, complaints };
}

/** The control server over a home. */
async function control(
  home: Parameters<typeof openRecords>[0],
  servingUrl: string,
  token?: string,
) {
  const records = await openRecords(home);
  const server = await startControl(records, {
    host: '127.0.0.1',
    port: 0,
    servingUrl,
    token: token ?? null,
    clock: systemClock,
    monotonic,
    logger: jsonLogger(() => undefined, systemClock),
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await server.stop(200);
    await records.close();
  };
  onTestFinished(stop);
  return { url: server.url, stop };
}

/** A home with a trained champion, a report and a service that answers from it. */
async function livingInstallation() {
  const installation = await temporaryInstallation();
  const { home } = installation;
  await fillInstallation(installation);
  const settings = QUICK.flatMap((pair) => ['--set', pair]);
  expect((await say('run', '--home', home.root, ...settings)).code).toBe(0);
  const [dataset] = await installation.artifacts.list<{ asOfMs: number }>('dataset');
  const day = new Date(dataset!.manifest.content.asOfMs).toISOString().slice(0, 10);
  await reportDay(installation, day);
  const sources = await servingOf(installation);
  await sources.historyReady();
  const serving = await startServing(sources, {
    host: '127.0.0.1',
    port: 0,
    exposures: home.exposures,
    clock: systemClock,
    monotonic,
    logger: jsonLogger(() => undefined, systemClock),
    version: '0.0.0',
  });
  onTestFinished(async () => {
    await serving.stop(200);
    await sources.close();
  });
  return { installation, home, day, servingUrl: serving.url };
}

const stateOf = (page: Page, step: string) =>
  page.locator(`.step.${step}`).getAttribute('data-state');
const textOf = (page: Page, selector: string) => page.locator(selector).innerText();

describe.skipIf(!existsSync(CHROMIUM))(
  'the status page (skipped without /usr/bin/chromium)',
  () => {
    it('shows the loop in figures that follow what happens, and the list of a user', async () => {
      const { installation, home, day, servingUrl } = await livingInstallation();
      const { url, stop } = await control(home, servingUrl);
      const { page, complaints } = await openPage(url);
      await expect.poll(() => textOf(page, '.step.champion .figure')).toContain('als/1');
      // The one day that was served has far fewer lines than those before, which is told, and no more.
      expect(await textOf(page, '#attention')).toMatch(
        /^Look\s+\S+: Lines of the day: 0\.\d+ times the usual[^\n]*\s+One note$/,
      );
      expect(await textOf(page, '.step.gate')).toContain('Passed');
      expect(await textOf(page, '.step.viewers')).toContain(day);
      expect(await stateOf(page, 'serving')).toBe('good');
      expect(await page.locator('.arrows .head').count()).toBe(9);
      expect(await textOf(page, '#line')).toBe('live');

      const before = await textOf(page, '.step.lake .figure');
      const more = join(temporaryFolder(), 'more.log');
      writeFileSync(more, `${watchLines(25).join('\n')}\n`);
      await ingestFile(installation, more);
      const lines = (text: string): number => Number(text.replace(/\D/g, ''));
      await expect
        .poll(async () => lines(await textOf(page, '.step.lake .figure')), { timeout: 10_000 })
        .toBe(lines(before) + 25);

      await page.locator('#user').focus();
      await page.keyboard.type('7');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.titles li').count()).toBe(20);
      expect(await textOf(page, '.from')).toContain('20 movies for user 7');
      const receipt = await page.locator('a.receipt').getAttribute('href');
      const document = (await (await fetch(`${url}${receipt}`)).json()) as { userId: string };
      expect(document.userId).toBe('7');
      await page.locator('#user').fill('seven');
      await page.keyboard.press('Enter');
      await expect.poll(() => textOf(page, '.problem')).toContain('one or more digits');
      expect(complaints).toEqual([]);

      await page.locator('#report a').first().click();
      await expect.poll(() => page.title()).toContain(day);
      expect(complaints).toEqual([]);
      await page.goBack();
      await expect.poll(() => textOf(page, '#line')).toBe('live');
      await stop();
      await expect.poll(() => textOf(page, '#line')).toBe('connection lost');
      expect(await textOf(page, '#lost')).toContain('stand still');
    });

    it.each([360, 820, 2560])('says in an empty home how to begin, %i px wide', async (width) => {
      const { home } = await temporaryInstallation();
      const { url } = await control(home, 'http://127.0.0.1:9');
      const { page, complaints } = await openPage(url, width);
      await expect.poll(() => textOf(page, '#attention')).toContain('npx showrunner ingest --from');
      expect(await stateOf(page, 'stream')).toBe('look');
      expect(await stateOf(page, 'serving')).toBe('stop');
      // Nothing is wider than the window.
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overhang).toBe(0);
      expect(complaints).toEqual([]);
    });

    it('asks for the token, and lets in whoever has it', async () => {
      const { home } = await temporaryInstallation();
      const { url } = await control(home, 'http://127.0.0.1:9', TOKEN);
      const { page, complaints } = await openPage(url);
      expect(page.url()).toBe(`${url}/login`);
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Log in' }).click();
      await expect.poll(() => textOf(page, '#line')).toBe('live');
      await expect.poll(() => textOf(page, '#attention')).toContain('No line of the event log');
      expect(complaints).toEqual([]);
      await page.getByRole('button', { name: 'Log out' }).click();
      await expect.poll(() => page.url()).toBe(`${url}/login`);
    });
  },
);
