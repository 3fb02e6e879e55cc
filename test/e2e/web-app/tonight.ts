import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';

/** The titles of the viewer's list, the first of them large. */
const titlesOf = (page: Page): Promise<string[]> =>
  page.locator('.feature h2, section[aria-labelledby="top-picks"] .title-name').allInnerTexts();

export function tonightCases(demo: () => WebDemo): void {
  it('makes a personal page for somebody new in four clicks, and changes it after a watch', async () => {
    const { page } = await demo().open('/tonight');
    const { allowed } = (await (await fetch(`${demo().url}/v1/session`)).json()) as {
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
    await expect
      .poll(() => page.locator('.deed-done').innerText(), PATIENCE)
      .toContain('You watched');
    await expect.poll(async () => (await titlesOf(page)).join(), PATIENCE).not.toBe(before.join());
  });
}
