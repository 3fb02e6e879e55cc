import { expect, it } from 'vitest';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';
import { giveReason } from './reasons.ts';

const NAME = 'what-is-popular';

export function experimentCases(demo: () => WebDemo): void {
  it('are written down with how many viewers they take, started, seen to run, and stopped', async () => {
    const { page, complaints } = await demo().open('/experiments/new');
    await page.getByLabel(/^Name/).fill(NAME);
    await page.getByRole('button', { name: /Treatment/ }).click();
    // What is popular, the latest of it, which is offered whatever else was trained.
    await page
      .getByRole('option', { name: /^popularity\// })
      .first()
      .click();
    const viewers = async (): Promise<number> => {
      const told = await page.locator('.viewers-needed').first().innerText();
      return Number(told.replaceAll(',', ''));
    };
    const effect = page.getByLabel(/^Effect worth finding/);
    await expect.poll(viewers, PATIENCE).toBeGreaterThan(0);
    const ofProposed = await viewers();
    await effect.fill('40');
    await effect.press('Tab');
    // What is proposed is a twentieth of what viewers watch, far less than 40 minutes.
    await expect.poll(viewers, PATIENCE).toBeLessThan(ofProposed / 4);
    const ofForty = await viewers();
    await effect.fill('20');
    await effect.press('Tab');
    // It takes four times as many to see half of the effect; both are rounded up.
    await expect.poll(viewers, PATIENCE).toBeGreaterThan(2 * ofForty);
    expect((await viewers()) / ofForty).toBeCloseTo(4, 0);
    await page.getByLabel('Reason, for the audit trail').fill('what personal lists are worth');
    await page.getByRole('button', { name: 'Write down the plan' }).click();

    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toBe(NAME);
    const lead = page.locator('.page-lead');
    expect(await lead.innerText()).toContain('nobody is in it yet');
    const started = { button: /^Start/, reason: 'the plan is agreed', confirm: 'Start' };
    expect(await giveReason(page, started)).toContain(`${NAME} runs.`);
    await page.keyboard.press('Escape');
    await expect.poll(() => lead.innerText(), PATIENCE).toMatch(/Running with [\d.]+ % of viewers/);
    expect(await page.locator('.ramp').innerText()).toMatch(/%/);

    await page.goto(`${demo().url}/experiments`);
    const row = page.getByRole('row').filter({ hasText: NAME });
    await expect.poll(() => row.innerText(), PATIENCE).toMatch(/popularity\/\d+[\s\S]*running/);
    await row.getByRole('link').click();
    const stopped = { button: /^Stop/, reason: 'enough was seen', confirm: 'Stop' };
    expect(await giveReason(page, stopped)).toContain(`${NAME} has ended.`);
    await page.keyboard.press('Escape');
    await expect.poll(() => lead.innerText(), PATIENCE).toContain('Ended');
    expect(complaints).toEqual([]);
  });
}
