import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { freePorts } from '../../support/up-process.ts';
import { webCommand } from '../../support/web-command.ts';
import { opened, PATIENCE, settled, type WebDemo } from '../../support/web-demo.ts';
import { PAGES } from './every-page.ts';

const TOKENS = {
  SHOWRUNNER_TOKEN: 'a-token-of-those-who-operate',
  SHOWRUNNER_READ_TOKEN: 'a-token-of-those-who-look',
} as const;
/** What changes something. */
const CHANGES =
  /^(?:Promote|Roll back|Train|Replay (?:all|lines)|Start|Stop|Watch|Rate|Show my page|Write down)|New experiment/;

export function loginCases(demo: () => WebDemo): void {
  /** The web app of the demo's home, for whoever has a token. */
  const guarded = async (): Promise<string> => {
    const [port] = await freePorts(1);
    const serving = demo().publicUrl;
    return (await webCommand(demo().home, { port: port!, serving, environment: TOKENS })).url;
  };
  const logIn = async (page: Page, token: string): Promise<void> => {
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Log in' }).click();
  };

  it('refuses a wrong token, and leads whoever has the right one to the page asked for', async () => {
    const url = await guarded();
    const { page } = await opened(demo().browser, `${url}/models/runs?sort=seconds`);
    expect(new URL(page.url()).pathname).toBe('/login');
    await logIn(page, 'a-token-that-is-none');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('not the token');
    await logIn(page, TOKENS.SHOWRUNNER_TOKEN);
    await expect.poll(() => page.locator('h1').innerText(), PATIENCE).toBe('Runs');
    expect(page.url()).toBe(`${url}/models/runs?sort=seconds`);
  });

  it('shows whoever may only read no button that changes anything, on any page', async () => {
    const url = await guarded();
    const offering = new Set([
      '/models',
      '/models/popularity/1',
      '/data/quarantine',
      '/experiments',
    ]);
    const buttonsOf = async (token: string, isOffered: boolean): Promise<readonly string[]> => {
      const { page } = await opened(demo().browser, `${url}/`);
      await logIn(page, token);
      const found: string[] = [];
      for (const path of [...PAGES, '/models/popularity/1']) {
        // What one may do is known with the session, not before.
        const session = offering.has(path)
          ? page.waitForResponse((response) => response.url().endsWith('/v1/session'))
          : null;
        await page.goto(url + path);
        await session;
        await settled(page);
        const changing = async (): Promise<string[]> =>
          (await page.locator('main :is(button, a.button)').allInnerTexts()).filter((text) =>
            CHANGES.test(text),
          );
        if (isOffered && offering.has(path)) await expect.poll(changing, PATIENCE).not.toEqual([]);
        found.push(...(await changing()).map((text) => `${path}: ${text}`));
      }
      return found;
    };
    expect(await buttonsOf(TOKENS.SHOWRUNNER_READ_TOKEN, false)).toEqual([]);
    // The same pages have them for those who operate, so that the case above looks at something.
    expect((await buttonsOf(TOKENS.SHOWRUNNER_TOKEN, true)).length).toBeGreaterThanOrEqual(4);
  }, 240_000);
}
