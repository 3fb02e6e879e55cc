import type { Locator, Page } from 'playwright-core';
import { PATIENCE } from '../../support/web-demo.ts';

/** A button that asks for a reason, and what is said to it. */
export interface Reasoned {
  readonly button: RegExp;
  readonly reason: string;
  /** On the button that does it. */
  readonly confirm: string;
}

/**
 * Presses a button that asks for a reason, gives it, and waits until what was asked for has ended.
 *
 * @returns what the dialog says then
 */
export async function giveReason(page: Page, asked: Reasoned): Promise<string> {
  const { button, reason, confirm } = asked;
  await page.getByRole('button', { name: button }).click(PATIENCE);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason, for the audit trail').fill(reason);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  return ending(dialog);
}

/** What a dialog says when what was asked for has ended, well or not. */
export async function ending(dialog: Locator): Promise<string> {
  const end = ':scope:not([data-state="running"])';
  await dialog
    .locator('.problem, [role="status"]')
    .locator(end)
    .first()
    .waitFor({ timeout: 120_000 });
  return dialog.innerText();
}
