import { expect, it } from 'vitest';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';

export function whyCases(demo: () => WebDemo): void {
  it('tells of a pasted receipt the list, its reasons and the chain down to the log', async () => {
    const answer = await fetch(`${demo().publicUrl}/recommend/39`);
    const receipt = answer.headers.get('x-showrunner-receipt')!;
    const list = (await answer.text()).split(',');
    const { page, complaints } = await demo().open('/why');
    await page.getByLabel('Receipt id or viewer id').fill(receipt);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.data tbody tr').count(), PATIENCE).toBe(list.length);
    expect(await page.locator('.chain').innerText()).toMatch(
      /Model[\s\S]*Dataset[\s\S]*of the log/,
    );
    expect(complaints).toEqual([]);
  });
}
