// Messages: what the provider is told, what it does about it, and its terms in a calendar elsewhere.
import assert from 'node:assert/strict';
import { inspectBoth, settled } from '../lib/browser.mjs';
import { demo } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

story('messages', demo, async ({ server, person, step }) => {
  let window;
  let address;
  const unread = () => window.page.evaluate(async () => (await (await fetch('/api/v1/messages/unread')).json()).unread);

  await step('the officer finds what concerns the organisation', async () => {
    window = await person('donglan');
    const { page } = window;
    await page.goto('/sign-in');
    await page.getByRole('region', { name: '演示用户' }).getByRole('button').filter({ has: page.getByText('donglan', { exact: true }) }).click();
    await page.getByRole('link', { name: /消息：\d+ 条未读/ }).click();
    await page.getByRole('heading', { level: 1, name: '消息' }).waitFor();
    await settled(window);
    await inspectBoth(window);
  });

  await step('a message leads to what it is about, and is read then', async () => {
    const { page } = window;
    const before = await unread();
    assert.ok(before > 0, 'nothing was told');
    await page.getByRole('list', { name: '消息' }).getByRole('link').first().click();
    await page.waitForURL(/\/(submissions|rectifications|dues|notices|platforms)/);
    await settled(window);
    assert.equal(await unread(), before - 1);
  });

  await step('everything of a kind is read at a press', async () => {
    const { page } = window;
    await page.goto('/messages?kind=decided');
    await page.getByRole('button', { name: '此类全部标为已读' }).click();
    await page.getByText('已标为已读').waitFor();
    await page.goto('/messages?kind=decided&unread=true');
    await page.getByText('没有符合条件的').or(page.locator('.ant-empty')).first().waitFor();
  });

  await step('a calendar is made, read elsewhere and revoked', async () => {
    const { page } = window;
    await page.goto('/messages/settings');
    await settled(window);
    await inspectBoth(window);
    await page.getByRole('button', { name: '新建日历地址' }).click();
    await page.getByLabel('用在哪里').fill('手机');
    await page.getByRole('dialog').getByRole('button', { name: /确\s*认|确\s*定/ }).click();
    address = (await page.locator('.ant-modal code').innerText()).trim();
    assert.ok(address.startsWith(server.base), address);
    const read = await fetch(address);
    assert.equal(read.headers.get('content-type'), 'text/calendar; charset=utf-8');
    assert.match(await read.text(), /BEGIN:VEVENT/);
    await page.getByRole('button', { name: '我已保存' }).click();
    await page.getByRole('button', { name: /停\s*用/ }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: /确\s*认|确\s*定/ }).last().click();
    await page.getByText('日历地址已停用').waitFor();
    assert.equal((await fetch(address)).status, 404);
  });
});
