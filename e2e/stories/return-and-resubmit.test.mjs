// Return and resubmit: the provider is told why, hands in again, and nothing of it is lost.
import assert from 'node:assert/strict';
import { inspect, inspectBoth } from '../lib/browser.mjs';
import { act, field, goTo, pickDay, row } from '../lib/forms.mjs';
import { layGround, password } from '../lib/ground.mjs';
import { addFiles, checkFirst, declare, fillForm, folder, handIn, openUpload } from '../lib/handing-in.mjs';
import { serve } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

const flaws = 'A-9.7-G-1/1';
const labels = { open_total: '月末未修复数', closed_total: '本月修复数', overdue_total: '逾期数' };
const reason = '填报的汇总数与台账明细不一致，请核对后重新提交。';

story('return and resubmit', serve, async ({ server, person, step }) => {
  await layGround(server);
  const { files } = await folder('platform-a/2026-09/a-12.3-vulnerability-scan');
  const { form } = await folder('platform-a/2026-09/a-9.7-flaw-remediation');
  let first;
  let second;

  await step('the officer hands in with a wrong total', async () => {
    const window = await person('officer', password);
    await openUpload(window, flaws, '2026-09');
    await addFiles(window, files);
    await fillForm(window, labels, { ...form, open_total: form.open_total + 3 });
    first = await handIn(window);
    await window.page.getByRole('link', { name: '查看提交' }).click();
    await window.page.getByText('待审核', { exact: true }).first().waitFor();
  });

  await step('the reviewer returns it with a reason and a date', async () => {
    const window = await person('reviewer', password);
    const { page } = window;
    await goTo(page, '审核队列');
    await row(page, flaws, '2026-09').getByRole('link', { name: '缺陷修复' }).click();
    await page.getByRole('button', { name: '领取审核', exact: true }).click();
    await page.getByText('已领取', { exact: true }).last().waitFor();
    await act(page, '退回补充', '已退回', async (dialog) => {
      await field(dialog, '退回理由（云服务商可见）').fill(reason);
      await pickDay(dialog, '补充期限', '2026-11-24');
      await inspect(window);
    });
    await page.getByText('已退回，请在 2026-11-24 23:59 前补充').waitFor();
    await inspectBoth(window);
    await goTo(page, '审核队列');
    await page.getByText('队列为空').waitFor();
    await inspectBoth(window);
  });

  await step('the officer finds it on the first page, with the reason', async () => {
    const window = await person('officer');
    const { page } = window;
    await page.goto('/');
    await page.getByRole('link', { name: '1 退回待补' }).waitFor();
    await inspectBoth(window);
    await row(page.getByRole('region', { name: '近期要交付的事项' }), flaws, '退回待补').getByRole('link', { name: '缺陷修复' }).click();
    await row(page.getByRole('region', { name: '已有提交' }), '退回补充').getByRole('link', { name: '缺陷修复' }).click();
    await page.getByRole('alert').filter({ hasText: reason }).waitFor();
    await inspectBoth(window);
  });

  await step('the officer hands in again, for the same due item', async () => {
    const window = await person('officer');
    const { page } = window;
    await page.getByRole('link', { name: '重新提交' }).click();
    const box = page.getByRole('checkbox', { name: `${flaws} 2026-09` });
    await box.waitFor();
    assert.ok(await box.isChecked(), 'the due item is chosen already');
    await declare(page);
    await page.getByRole('button', { name: '下一步：添加文件（1 项）' }).click();
    await addFiles(window, files);
    await fillForm(window, labels, form);
    await checkFirst(window);
    second = await handIn(window);
    assert.notEqual(second, first);
    await inspect(window);
  });

  await step('both submissions tell the whole course', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await goTo(page, '提交记录');
    await row(page, flaws, '待审核').waitFor();
    await inspectBoth(window);
    const course = page.getByRole('region', { name: '经过' });
    await page.goto(`/submissions/${first}`);
    for (const done of ['接收提交', '形式审查通过', '完成评估', '领取审核', '退回补充', '被新的提交替换']) await course.getByText(done, { exact: true }).waitFor();
    await page.getByText('此次提交已被新的提交替换。').waitFor();
    await inspectBoth(window);
    await page.getByRole('link', { name: '打开新的提交' }).click();
    await page.waitForURL(`**/submissions/${second}`);
    await page.getByText('第 2 次提交').waitFor();
    for (const done of ['接收提交', '形式审查通过', '完成评估']) await course.getByText(done, { exact: true }).waitFor();
    await page.getByRole('link', { name: '打开上一次提交' }).or(page.getByRole('link', { name: '上一次提交' })).waitFor();
    await inspect(window);
  });
});
