import { expect, it, onTestFinished } from 'vitest';
import { openWindow } from '../../support/web-browser.ts';
import { PATIENCE, type WebDemo } from '../../support/web-demo.ts';

/** What of a report the page is held against. */
interface ReportSaid {
  readonly day: string;
  readonly headline: readonly string[];
  readonly toDo: readonly { readonly action: string }[];
  readonly hours: readonly { readonly hour: number; readonly requests: number }[];
  readonly versions: readonly { readonly modelVersion: string | null }[];
  readonly viewing: { readonly viewers: number };
  readonly drift: { readonly columns: readonly { readonly field: string }[] };
}

const grouped = (value: number): string => value.toLocaleString('en-US');

export function dayCases(demo: () => WebDemo): void {
  it('lead from the calendar to the report of yesterday, which says what the report says', async () => {
    const { page, complaints } = await demo().open('/days');
    await page.locator('.month a').last().waitFor();
    await page.locator('.month a').last().click();
    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toMatch(/^\w{3} \d+ \w{3}$/);
    const day = new URL(page.url()).pathname.split('/').at(-1)!;
    // A report may be corrected meanwhile: the page is held against what it was given itself.
    const given = page.waitForResponse((answer) => answer.url().endsWith(`${day}/report.json`));
    await page.reload();
    const report = (await (await given).json()) as ReportSaid;
    expect(report.day).toBe(day);
    await expect
      .poll(() => page.locator('.page-lead').innerText(), PATIENCE)
      .toBe(report.headline.join(' '));
    for (const { action } of report.toDo)
      expect(await page.locator('.to-do').first().innerText()).toContain(action);

    const table = (name: string) =>
      page.getByRole('region', { name: `${name}, table` }).innerText();
    expect(await table('Figures of the day')).toMatch(
      new RegExp(`Viewers\\s+${grouped(report.viewing.viewers)}\\b`),
    );
    await page.locator('.chart-canvas canvas').first().waitFor();
    await page.locator('.chart summary').first().click();
    const hours = await page.locator('.chart table').first().locator('tbody tr').allInnerTexts();
    expect(hours.map((row) => row.split(/\s+/))).toEqual(
      report.hours.map(({ hour, requests }) => [
        `${String(hour).padStart(2, '0')}:00`,
        grouped(requests),
      ]),
    );
    const models = await table('Models of the day');
    for (const { modelVersion } of report.versions)
      expect(models).toContain(modelVersion ?? 'no model');
    const drift = page.getByRole('region', { name: 'Drift of each column, table' });
    expect(await drift.locator('tbody tr').count()).toBe(report.drift.columns.length);

    const whole = await page.getByRole('link', { name: 'The whole report' }).getAttribute('href');
    expect(await (await fetch(demo().url + whole!)).text()).toContain('<!doctype html>');
    expect(complaints).toEqual([]);
  });

  it('draw their charts in the colours of the theme, also for who wants no motion', async () => {
    const { page } = await openWindow(demo().browser, { reducedMotion: 'reduce' });
    onTestFinished(() => page.context().close());
    await page.goto(`${demo().url}/days`);
    await page.locator('.month a').last().click();
    await page.locator('.chart-canvas canvas').first().waitFor();
    // A bar of the first series is blue: more blue than red by far.
    await expect.poll(() => page.evaluate<number>(BLUE_SHARE), PATIENCE).toBeGreaterThan(0.02);
  });
}

/** Which share of the first chart's points is of a strong blue. */
const BLUE_SHARE = `(() => {
  const canvas = document.querySelector('.chart-canvas canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let blue = 0;
  for (let k = 0; k < data.length; k += 4)
    if (data[k + 3] > 200 && data[k + 2] - data[k] > 60) blue++;
  return blue / (data.length / 4);
})()`;
