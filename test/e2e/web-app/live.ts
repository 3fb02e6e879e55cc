import { expect, it } from 'vitest';
import { freePorts } from '../../support/up-process.ts';
import { webCommand } from '../../support/web-command.ts';
import { opened, PATIENCE, type WebDemo } from '../../support/web-demo.ts';

export function liveCases(demo: () => WebDemo): void {
  it('say so when the line is lost, stand still, and go on when the server is back', async () => {
    const [port] = await freePorts(1);
    const start = () => webCommand(demo().home, { port: port!, serving: demo().publicUrl });
    const server = await start();
    const { page } = await opened(demo().browser, `${server.url}/`);
    const state = () => page.locator('.line-state').innerText();
    const lines = page.locator('.at-lake .station-figure');
    await expect.poll(state, PATIENCE).toContain('live');
    const first = await lines.innerText();
    // Figures move without anybody doing anything.
    await expect.poll(() => lines.innerText(), PATIENCE).not.toBe(first);

    await server.stop();
    await expect.poll(state, PATIENCE).toContain('connection lost');
    expect(await page.getByRole('alert').innerText()).toContain('figures stand still');
    const still = await lines.innerText();

    await start();
    await expect.poll(state, PATIENCE).toContain('live');
    expect(await page.getByRole('alert').count()).toBe(0);
    await expect.poll(() => lines.innerText(), PATIENCE).not.toBe(still);
  }, 120_000);
}
