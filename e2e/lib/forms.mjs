// Filling in, as a hand with mouse and keyboard does it.
import assert from 'node:assert/strict';
import { settled } from './browser.mjs';

/** The field with this label, whatever star or unit stands beside it. */
export const field = (where, label) => where.getByLabel(label, { exact: true });

/** Picks an entry of a drop-down list; long lists are narrowed by typing. */
export async function choose(where, label, entry) {
  const page = where.page?.() ?? where;
  const input = field(where, label);
  await input.click();
  if (await input.isEditable()) await input.fill(entry);
  const entries = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
  // While the list unfolds, an entry moves away between press and release and the click is lost.
  await entries.filter({ hasText: entry }).first().waitFor();
  await settled({ page });
  await entries.filter({ hasText: entry }).first().click();
  await entries.first().waitFor({ state: 'hidden' });
}

/** Types a day into a date field. */
export async function pickDay(where, label, day) {
  const input = field(where, label);
  await input.fill(day);
  await input.press('Enter');
  assert.equal(await input.inputValue(), day);
}

/** Types first and last day into a field of a span. */
export async function pickSpan(where, label, first, last) {
  const inputs = field(where, label).locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-picker ")]').locator('input');
  for (const [index, day] of [first, last].entries()) {
    await inputs.nth(index).fill(day);
    await inputs.nth(index).press('Enter');
  }
  assert.deepEqual([await inputs.nth(0).inputValue(), await inputs.nth(1).inputValue()], [first, last]);
}

/** Opens the small form behind a button, lets it be filled in, confirms it, and waits for the word that it is done. */
export async function act(page, button, done, fill = async () => {}) {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: button });
  await dialog.waitFor();
  await settled({ page });
  await fill(dialog);
  await dialog.getByRole('button', { name: '确定', exact: true }).click();
  await page.getByText(done, { exact: true }).last().waitFor();
  await dialog.waitFor({ state: 'hidden' });
}

/** Opens a place of the main navigation and waits for its page. */
export async function goTo(page, place, title = place) {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: place }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** The row of a table that holds all these texts. */
export const row = (where, ...texts) => texts.reduce((rows, text) => rows.filter({ hasText: text }), where.getByRole('row'));
