import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ingestFile } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';
import { say } from '../support/recording-terminal.ts';

const CHROMIUM = '/usr/bin/chromium';
/** A third of the lines cannot be used: more than training allows. */
const DAMAGED = `2024-03-01T00:01:01,7,GET /data/m/${'x'.repeat(300)}*/5.mpg`;

describe.skipIf(!existsSync(CHROMIUM))(
  'the quality page in a browser (skipped without /usr/bin/chromium)',
  () => {
    it.each([360, 1280])('fits a window of %i px and opens what needs a look', async (width) => {
      const installation = await temporaryInstallation();
      const path = join(temporaryFolder(), 'movielog.log');
      writeFileSync(path, `${[...watchLines(20), ...Array(10).fill(`${DAMAGED}x`)].join('\n')}\n`);
      await ingestFile(installation, path);
      const { root } = installation.home;
      expect((await say('check', '--home', root)).code).toBe(1);
      const args = ['--no-sandbox', '--disable-background-networking'];
      const browser = await chromium.launch({ executablePath: CHROMIUM, args });
      onTestFinished(() => browser.close());
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`file://${join(root, 'reports/quality/all/quality.html')}`);
      expect(await page.locator('.verdict').innerText()).toContain('Training is stopped.');
      expect(await page.locator('details[open] summary').innerText()).toContain('Events');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(complaints).toEqual([]);
    });
  },
);
