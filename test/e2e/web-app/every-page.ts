import { expect, it, onTestFinished } from 'vitest';
import { openWindow, overhang, seriousFindings } from '../../support/web-browser.ts';
import { picture, settled, type WebDemo } from '../../support/web-demo.ts';

/** Every page of the app that has an address of its own. */
export const PAGES = [
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

export function everyPageCases(demo: () => WebDemo): void {
  it.each(PAGES)('has no serious finding of axe-core on %s, light and dark', async (path) => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await openWindow(demo().browser, { theme });
      onTestFinished(() => page.context().close());
      await page.goto(demo().url + path);
      await settled(page);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, `${path} ${theme} 1280`);
    }
  });

  it.each(PAGES)('fits into 360 px on %s, without a complaint of the browser', async (path) => {
    const { page, complaints } = await demo().open(path, 360);
    await settled(page);
    expect(await overhang(page)).toBe(0);
    await picture(page, `${path} light 360`);
    expect(complaints).toEqual([]);
  });
}
