import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { temporaryFolderForAll } from './installation.ts';
import { freePorts, startUp, type UpProcess } from './up-process.ts';
import { hasChromium, launchBrowser, openWindow, type WebPage } from './web-browser.ts';

const BUILT = existsSync(join(import.meta.dirname, '../../web/dist/index.html'));
/** Whether the built web app can be tried in a browser here. */
export const canTryWebApp = hasChromium && BUILT;
/** Why not, in the name of what is skipped. */
export const SKIPPED = 'skipped without /usr/bin/chromium or npm run build-web';

/** How long something may take to come about on a page that others' work slows down. */
export const PATIENCE = { timeout: 30_000 };

/** Where pictures of every page go, if anywhere: never into the repository. */
const PICTURES = process.env['SHOWRUNNER_PICTURES'];

/** A running demo and a browser. */
export interface WebDemo {
  readonly browser: Browser;
  readonly home: string;
  /** The control server and its pages. */
  readonly url: string;
  /** Where lists are asked for. */
  readonly publicUrl: string;
  /** Opens a page in a window of its own, which is closed when the test is over. */
  open(path: string, width?: number): Promise<WebPage>;
}

/**
 * Starts a demo and a browser for all cases of a file, and waits for the first personal list and the
 * first report; ends both.
 *
 * @returns the demo, once the cases run
 */
export function webDemoForAll(): () => WebDemo {
  let demo: WebDemo | undefined;
  let up: UpProcess | undefined;
  beforeAll(async () => {
    const [lists, control, simulated] = await freePorts(3);
    const home = temporaryFolderForAll();
    const ports = `--public-port ${lists} --control-port ${control} --simulated-port ${simulated}`;
    const args = `--demo --home ${home} --speed 3600 --users 600 --movies 300 ${ports}`;
    up = startUp(...args.split(' '));
    const browser = await launchBrowser();
    const url = `http://127.0.0.1:${control}`;
    const publicUrl = `http://127.0.0.1:${lists}`;
    demo = {
      browser,
      home,
      url,
      publicUrl,
      open: (path, width) => opened(browser, url + path, width),
    };
    await up.until('The first personal list');
    await up.until(/The report of \S+/);
  }, 300_000);
  afterAll(async () => {
    await demo?.browser.close();
    up?.kill('SIGTERM');
    await up?.ended;
  }, 60_000);
  return () => demo!;
}

/** Opens an address in a window of its own, which is closed when the test is over. */
export async function opened(browser: Browser, address: string, width?: number): Promise<WebPage> {
  const window = await openWindow(browser, width === undefined ? {} : { width });
  onTestFinished(() => window.page.context().close());
  await window.page.goto(address);
  return window;
}

/** Waits until nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.loading').count(), PATIENCE).toBe(0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/** Keeps a picture of a page where pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const file = `${name.replaceAll(/\W+/g, '-').replace(/^-/, 'now-')}.png`;
  await page.screenshot({ path: join(PICTURES, file), fullPage: true });
}
