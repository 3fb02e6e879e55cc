import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openWindow } from '../../support/web-browser.ts';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';

const FIRST_PAGE_BYTES = 250_000;

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.textContent');

export function firstPageCases(demo: () => WebDemo): void {
  it('says how the system is, what it does and which model serves', async () => {
    const { page, complaints } = await demo().open('/');
    await expect
      .poll(() => page.locator('.page-lead').innerText(), PATIENCE)
      .toMatch(/The model (item-knn|als)\/\d+ makes the lists/);
    expect(await page.locator('h1').innerText()).toMatch(/well|look|need/);
    expect(await page.locator('.station').count()).toBe(9);
    expect(await page.locator('.station-figure').first().innerText()).toContain('lines/s');
    expect(await page.locator('.line-state').innerText()).toContain('live');
    expect(complaints).toEqual([]);
  });

  it('is sent with at most 250 kB of script, packed, and no chart library', async () => {
    const { page } = await openWindow(demo().browser);
    onTestFinished(() => page.context().close());
    const scripts: { readonly name: string; readonly bytes: number }[] = [];
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'script')
        scripts.push({ name: response.url(), bytes: gzipSync(await response.body()).length });
    });
    await page.goto(`${demo().url}/`, { waitUntil: 'networkidle' }).catch(() => undefined);
    await page.locator('.station').first().waitFor();
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(FIRST_PAGE_BYTES);
    expect(scripts.filter(({ name }) => name.includes('echarts'))).toEqual([]);
  });

  it('and those that follow can be used with the keyboard alone', async () => {
    const { page } = await demo().open('/');
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
}
