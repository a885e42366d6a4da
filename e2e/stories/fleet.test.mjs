// The fleet at a glance, tables out and in, and every place of the provider; with the keyboard where it matters.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inspect, inspectBoth, settled } from '../lib/browser.mjs';
import { demo } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

async function enter(person, login) {
  const window = await person(login);
  await window.page.goto('/sign-in');
  await window.page.getByRole('region', { name: '演示用户' }).getByRole('button').filter({ has: window.page.getByText(login, { exact: true }) }).click();
  await window.page.getByRole('navigation', { name: '主导航' }).waitFor();
  return window;
}

story('fleet', demo, async ({ person, step }) => {
  await step('the lead looks at every part of the fleet', async () => {
    const window = await enter(person, 'lead');
    for (const tab of ['', '/worse', '/worse?since=2026-10-01', '/trend', '/providers', '/workload']) {
      await window.page.goto(`/fleet${tab}`);
      await inspectBoth(window);
    }
  });

  await step('a cell is reached and opened by keyboard, and says why it is bad', async () => {
    const window = await person('lead');
    const { page } = window;
    await page.goto('/fleet');
    await settled(window);
    const cells = page.locator('table.fleet button.cell');
    assert.equal(await cells.evaluateAll((all) => all.filter((each) => each.tabIndex === 0).length), 1, 'one cell stands in the tab order');
    await cells.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-place')), '1 1');
    const bad = page.locator('table.fleet button.cell').filter({ hasText: /[‼✕]/ }).first();
    await bad.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: '原因' }).waitFor();
    assert.match(page.url(), /platform=.*class=|class=.*platform=/, 'the reasons have an address of their own');
    assert.ok((await drawer.getByRole('link').count()) > 1, 'the reasons lead on');
    await inspect(window);
    const address = page.url();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.goto(address);
    await page.getByRole('dialog').getByRole('heading', { name: '原因' }).waitFor();
  });

  await step('single things of the lead have no fault in either language', async () => {
    const window = await person('lead');
    const { page } = window;
    for (const [list, where] of [['/submissions', '/submissions/'], ['/dues', '/dues/'], ['/rectifications', '/rectifications/'], ['/catalogue', '/catalogue/']]) {
      await page.goto(list);
      await settled(window);
      await page.locator(`main a[href^="${where}"]`).first().click();
      await page.waitForURL(`**${where}**`);
      await inspectBoth(window);
    }
  });

  await step('the plan goes out as a workbook, comes in again, and nothing has changed', async () => {
    const window = await person('lead');
    const { page } = window;
    await page.goto('/platforms');
    await page.getByRole('link', { name: '澄湖政务云' }).click();
    await page.getByRole('tab', { name: '监管计划' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 Excel' }).click()]);
    assert.match(download.suggestedFilename(), /^监管计划-2026-11-1\d\.xlsx$/);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    await page.locator('input[type=file]').setInputFiles({ name: '监管计划.xlsx', mimeType: 'application/octet-stream', buffer: bytes });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('没有变化').waitFor();
    assert.ok(await dialog.getByRole('button', { name: /^执行/ }).isDisabled(), 'there is nothing to carry out');
    await inspect(window);
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'x.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('nonsense') });
    await dialog.getByRole('alert').getByText('表格无法读取').waitFor();
    // The refusal is the browser's error, too; it was asked for.
    window.troubles.splice(0);
    await dialog.getByRole('button', { name: '取消' }).click();
  });

  await step('the provider opens every place of its own, and sees its own platforms only', async () => {
    const window = await enter(person, 'chenghu');
    const { page } = window;
    const places = await page.getByRole('navigation', { name: '主导航' }).getByRole('menuitem').getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.ok(places.includes('/fleet') && places.includes('/submit'), places.join(' '));
    for (const place of places) {
      await page.goto(place);
      await inspectBoth(window);
    }
    await page.goto('/fleet');
    await settled(window);
    const rows = await page.locator('table.fleet tbody tr').allInnerTexts();
    assert.equal(rows.length, 2);
    assert.ok(rows.every((text) => text.includes('澄湖')), rows.join());
    assert.equal(await page.getByRole('tab', { name: '监管方工作量' }).count(), 0);
  });

  await step('on paper only the page itself is left', async () => {
    const window = await person('lead');
    const { page } = window;
    await page.goto('/fleet');
    await settled(window);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: '主导航' }).isVisible(), false);
    assert.equal(await page.locator('.shell-head').isVisible(), false);
    assert.equal(await page.locator('table.fleet').isVisible(), true);
    await page.emulateMedia({ media: 'screen' });
  });
});
