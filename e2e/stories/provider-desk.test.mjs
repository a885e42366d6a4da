// The provider's desk: chosen files are looked at before they are sent, one upload serves two platforms, drafts are found
// again, what comes back says why, work is divided, plans have milestones.
import assert from 'node:assert/strict';
import { inspect, inspectBoth } from '../lib/browser.mjs';
import { act, choose, field, goTo, pickDay, row } from '../lib/forms.mjs';
import { addPlatform, caller, layGround, orderRectification, password, platform, secondPlatform } from '../lib/ground.mjs';
import { addFiles, checkFirst, declare, folder } from '../lib/handing-in.mjs';
import { serve } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

const scan = 'A-12.3-G-1/1';
const reason = '扫描没有覆盖全部组件，请补充。';
/** 账号名,是否在用 and one line, in GBK. */
const gbk = Buffer.from('d5cbbac5c3fb2ccac7b7f1d4dad3c30a612c310a', 'hex');

story('provider desk', serve, async ({ server, person, step }) => {
  await layGround(server);
  await addPlatform(server);
  const { files } = await folder('platform-a/2026-09/a-12.3-vulnerability-scan');
  let submissions;

  await step('items of two platforms are chosen for one upload', async () => {
    const window = await person('officer', password);
    const { page } = window;
    await goTo(page, '提交交付件');
    for (const name of [platform, secondPlatform]) {
      await choose(page, '平台', name);
      await page.getByRole('checkbox', { name: `${scan} 2026-09`, exact: true }).check();
    }
    await page.getByText(`${secondPlatform}：1 项`).waitFor();
    const next = page.getByRole('button', { name: '下一步：添加文件（2 项）' });
    assert.ok(await next.isDisabled(), 'no file is chosen before the declaration');
    await declare(page);
    await inspectBoth(window);
    await next.click();
    await page.getByRole('region', { name: '文件' }).waitFor();
  });

  await step('the browser says what is wrong and what lacks before anything is sent', async () => {
    const window = await person('officer');
    const { page } = window;
    const sent = [];
    page.on('request', (request) => request.method() === 'PUT' && request.url().includes('/files/') && sent.push(decodeURIComponent(request.url())));
    await page.locator('input[type=file]').setInputFiles([
      { name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) },
      { name: '机密 扫描.csv', mimeType: 'text/csv', buffer: Buffer.from('x,y\n1,2\n') },
      { name: '账号.csv', mimeType: 'text/csv', buffer: gbk },
    ]);
    const list = page.getByRole('region', { name: '文件', exact: true });
    await row(list, '空.csv').getByText('文件是空的。').waitFor();
    await row(list, '机密 扫描.csv').getByText('未发送，请先处理').waitFor();
    await row(list, '账号.csv').getByText('编码为 GBK').waitFor();
    await row(list, '账号.csv').getByText('已送达').waitFor();
    assert.ok(sent.every((url) => url.endsWith('账号.csv')), `only the sound one was sent: ${sent}`);
    const lacks = page.getByRole('region', { name: '要求的证据是否齐备' });
    await lacks.getByText('缺少', { exact: true }).first().waitFor();
    await inspectBoth(window);
    for (const name of ['空.csv', '机密 扫描.csv', '账号.csv']) {
      await page.getByRole('button', { name: `移除 ${name}` }).click();
      await row(list, name).waitFor({ state: 'detached' });
    }
    await addFiles(window, files);
    await lacks.getByText('已有', { exact: true }).first().waitFor();
    await field(page, '备注').fill('九月例行扫描');
    await page.getByText('草稿已保存').waitFor();
    await inspectBoth(window);
  });

  await step('the draft is found again with its files and words', async () => {
    const window = await person('officer');
    const { page } = window;
    await goTo(page, '提交交付件');
    const drafts = page.getByRole('region', { name: '未提交的草稿' });
    await drafts.getByRole('link', { name: platform }).waitFor();
    await inspectBoth(window);
    await drafts.getByRole('link', { name: platform }).click();
    await page.getByRole('region', { name: '文件', exact: true }).getByText('已送达').nth(files.length - 1).waitFor();
    assert.equal(await field(page, '备注').inputValue(), '九月例行扫描');
  });

  await step('checked for both platforms, then handed in for both', async () => {
    const window = await person('officer');
    const { page } = window;
    const result = await checkFirst(window);
    for (const name of [platform, secondPlatform]) await result.getByRole('heading', { name: new RegExp(`${name} ·`) }).waitFor();
    await inspectBoth(window);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    const sure = page.getByRole('dialog', { name: '确认提交？' });
    await sure.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('已入账，证明完整').nth(1).waitFor();
    const links = await page.getByRole('link', { name: '查看提交' }).all();
    submissions = await Promise.all(links.map(async (link) => (await link.getAttribute('href')).split('/').at(-1)));
    assert.equal(new Set(submissions).size, 2);
    await inspectBoth(window);
    await goTo(page, '提交交付件');
    await page.getByRole('region', { name: '未提交的草稿' }).waitFor({ state: 'detached' });
  });

  await step('what is returned stands on the first page with its reason, and goes in again', async () => {
    const reviewer = await caller(server.base, 'reviewer');
    for (let round = 0; round < 100; round += 1) {
      const { state } = await reviewer('GET', `/submissions/${submissions[0]}`);
      if (state === 'assessed') break;
      await new Promise((done) => setTimeout(done, 200));
    }
    await reviewer('POST', `/submissions/${submissions[0]}/take`, {});
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
    await reviewer('POST', `/submissions/${submissions[0]}/return`, { reason, until });
    const window = await person('officer');
    const { page } = window;
    await page.goto('/');
    const back = page.getByRole('region', { name: '被退回或未通过形式审查' });
    await row(back, reason).waitFor();
    await inspectBoth(window);
    await row(back, reason).getByRole('link', { name: '重新提交' }).click();
    await declare(page);
    await page.getByRole('button', { name: '下一步：添加文件（1 项）' }).click();
    await addFiles(window, files.slice(0, 1));
    await page.getByText('此文件以前提交过').first().waitFor();
    await field(page, '备注').fill('按意见补充');
    await inspect(window);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('dialog', { name: '确认提交？' }).getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('已入账，证明完整').waitFor();
  });

  await step('many items are grouped, given to a colleague and filtered', async () => {
    const window = await person('officer');
    const { page } = window;
    await goTo(page, '待交付事项');
    await page.getByRole('button', { name: '分组查看' }).click();
    const groups = page.getByRole('table', { name: '分组' });
    await groups.getByRole('button', { name: secondPlatform }).waitFor();
    await inspectBoth(window);
    await groups.getByRole('button', { name: secondPlatform }).click();
    await page.waitForURL(/platform=/);
    await page.getByRole('button', { name: /^全选本页/ }).click();
    const give = page.getByRole('button', { name: /^分派（/ });
    await give.click();
    const dialog = page.getByRole('dialog', { name: /^分派/ });
    await dialog.getByRole('button', { name: '确定', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '由我负责' }).click();
    await page.waitForURL(/assignee=me/);
    await row(page, secondPlatform, '何川').first().waitFor();
    await inspectBoth(window);
  });

  await step('a plan with milestones is returned, revised, accepted and reported on', async () => {
    const rectification = await orderRectification(server, submissions[1]);
    const { deadline } = await (await caller(server.base, 'officer'))('GET', `/rectifications/${rectification}`);
    const day = new Date(Date.parse(deadline) - 3 * 86_400_000).toISOString().slice(0, 10);
    const window = await person('officer');
    const { page } = window;
    await page.goto(`/rectifications/${rectification}`);
    await act(page, '制定整改方案', '整改方案已提交', async (form) => {
      await field(form, '整改方案').fill('补扫全部组件并复测');
      await form.getByRole('button', { name: '增加里程碑' }).click();
      await field(form, '内容').fill('补扫');
      await field(form, '责任人').fill('王工');
      await pickDay(form, '完成日期', day);
      await inspect(window);
    });
    await inspectBoth(window);
    const other = await person('reviewer', password);
    await other.page.goto(`/rectifications/${rectification}`);
    await act(other.page, '退回方案', '已退回方案', (form) => field(form, '理由').fill('请写明完成标志'));
    await page.reload();
    await page.getByText('请写明完成标志').waitFor();
    await act(page, '修改整改方案', '整改方案已提交', (form) => field(form, '完成标志').fill('扫描报告'));
    await other.page.reload();
    await act(other.page, '认可方案', '已认可方案');
    await inspectBoth(other);
    await page.reload();
    await act(page, '报告进展', '已报告进展', (form) => field(form, '进展说明').fill('已排期'));
    await page.getByRole('region', { name: '整改方案' }).getByText('已排期').waitFor();
    await inspectBoth(window);
  });
});
