// The monthly scan: two months of real scans, one control fails with reasons, rectification, closure.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, inspectBoth, settled } from '../lib/browser.mjs';
import { act, choose, field, goTo, row } from '../lib/forms.mjs';
import { layGround, password, platform } from '../lib/ground.mjs';
import { addFiles, checkFirst, fillForm, folder, handIn, openUpload, openUploadOf } from '../lib/handing-in.mjs';
import { serve, yunjian } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

const scan = 'A-12.3-G-1/1';
const scanForm = { scan_from: '扫描开始', scan_to: '扫描结束', new_total: '新发现数', open_total: '未修复数' };
const inventoryForm = { boundary_version: '系统边界文件版本', components_total: '组件数', reviewer: '审查人' };
const coverage = 'A-12.3-G-1-1-R1';
const overdueRepair = 'A-12.3-G-1-1-R3';

/** The head of a rule's result; it is a button that opens the reasons. */
const head = (where, rule) => where.getByRole('button', { name: rule });
/** The rows that a rule's result names as its reason. */
const failing = (where, rule) => where.locator('.ant-collapse-item').filter({ has: head(where.page(), rule) }).getByRole('table', { name: '不符合的行' });

story('monthly scan', serve, async ({ server, person, step }) => {
  const platformId = await layGround(server);
  let september;
  let rectification;

  await step('the officer hands in the inventory', async () => {
    const window = await person('officer', password);
    const { files, form } = await folder('platform-a/2026-09/a-8.7-inventory');
    await openUploadOf(window, 'A-8.7-G-1/1', '组件清单');
    await addFiles(window, files);
    await fillForm(window, inventoryForm, form);
    await handIn(window);
    await inspect(window);
    await window.page.getByRole('link', { name: '查看提交' }).click();
    await window.page.getByText('待审核', { exact: true }).first().waitFor();
    await inspectBoth(window);
    await window.page.goto(`/platforms/${platformId}/components`);
    await window.page.getByRole('row', { name: /stor-01/ }).first().waitFor();
    await inspectBoth(window);
  });

  await step('the check says first what lacks, then the scan of September is handed in', async () => {
    const window = await person('officer');
    const { page } = window;
    const { files, form } = await folder('platform-a/2026-09/a-12.3-vulnerability-scan');
    await openUpload(window, scan, '2026-09');
    await inspectBoth(window);
    const empty = await checkFirst(window);
    await empty.getByText(/^还欠缺 \d+ 项$/).waitFor();
    await inspect(window);
    await addFiles(window, files);
    await fillForm(window, scanForm, form);
    const result = await checkFirst(window);
    for (const rule of [coverage, overdueRepair]) await head(result, rule).waitFor();
    await row(result, 'scan-manifest.csv', 'csv:scans').waitFor();
    await row(result, 'findings.csv', 'csv:findings').waitFor();
    await inspectBoth(window);
    september = await handIn(window);
    await inspectBoth(window);
  });

  await step('the receipt is proven, and holds on another machine', async () => {
    const { page } = await person('officer');
    const place = await mkdtemp(join(tmpdir(), 'yunjian-receipt-'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载回执' }).click()]);
    assert.equal(download.suggestedFilename(), `yunjian-receipt-${september}.json`);
    const file = join(place, download.suggestedFilename());
    await download.saveAs(file);
    const verified = JSON.parse(await yunjian(['verify', '--json', file]));
    assert.equal(verified.valid, true);
    assert.equal(verified.proven, true);
    await rm(place, { recursive: true });
  });

  await step('the reviewer takes it from the queue and sees why two rules fail', async () => {
    const window = await person('reviewer', password);
    const { page } = window;
    await goTo(page, '审核队列');
    await inspectBoth(window);
    await row(page, scan, '2026-09').getByRole('link', { name: '脆弱性扫描与修复' }).click();
    await page.getByRole('button', { name: '领取审核', exact: true }).click();
    await page.getByText('已领取', { exact: true }).last().waitFor();
    const results = page.getByRole('region', { name: '评估结果' });
    await head(results, coverage).filter({ hasText: '未通过' }).waitFor();
    const uncovered = row(failing(results, coverage), 'stor-01');
    assert.match(await uncovered.getByRole('cell').last().innerText(), /^row \d+$/);
    const unrepaired = row(failing(results, overdueRepair), 'findings.csv');
    assert.match(await unrepaired.getByRole('cell').last().innerText(), /^row \d+$/);
    await inspectBoth(window);
  });

  let submission;
  let october;
  await step('the reviewer tells the provider what is intended', async () => {
    const window = await person('reviewer');
    const { page } = window;
    submission = new URL(page.url()).pathname;
    await act(page, '作出结论', '已记入账本，文书已生成', async (dialog) => {
      await dialog.getByRole('radio', { name: '不合规', exact: true }).check();
      for (const rule of [coverage, overdueRepair]) assert.ok(await dialog.getByRole('checkbox', { name: rule }).isChecked(), rule);
      assert.ok(await dialog.getByRole('checkbox', { name: '责令限期整改' }).isChecked());
      await field(dialog, '理由').fill('自动规则指出的问题经核对属实。');
      await inspect(window);
    });
    await page.getByText('拟作不利决定', { exact: true }).waitFor();
    await page.getByText('告知书尚未送达，陈述申辩期限自送达起算').waitFor();
    await inspectBoth(window);
  });

  await step('the provider acknowledges the notice and states its view', async () => {
    const window = await person('officer');
    const { page } = window;
    await goTo(page, '文书台账');
    await inspectBoth(window);
    await page.getByRole('link', { name: /^云监预〔\d{4}〕1号$/ }).click();
    const sheet = page.getByRole('article', { name: '文书内容' });
    await sheet.getByText(/5 个工作日内陈述申辩/).waitFor();
    await inspectBoth(window);
    await act(page, '签收', '已签收');
    await page.getByText('已送达', { exact: true }).waitFor();
    await page.goto(submission);
    await page.getByText(/^陈述申辩期限至/).waitFor();
    await act(page, '陈述申辩', '陈述已提交', (dialog) => field(dialog, '陈述申辩').fill('stor-01 当月检修，已附检修单。'));
    await page.getByText('云服务商已陈述申辩，待答复').waitFor();
    await inspectBoth(window);
  });

  await step('the reviewer answers and drafts the verdict', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await page.goto(submission);
    await act(page, '答复陈述', '已答复', (dialog) => field(dialog, '答复').fill('检修未事先告知，不影响扫描范围的要求。'));
    await act(page, '起草结论', '已起草，待第二人核准签发', (dialog) => inspect(window).then(() => field(dialog, '理由').fill('经核对属实，陈述不予采纳。')));
    await page.waitForURL('**/notices/*');
    await page.getByText('已起草', { exact: true }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: '核准签发', exact: true }).count(), 0, 'the author cannot issue it');
    await inspectBoth(window);
  });

  await step('the lead checks and issues the order', async () => {
    const window = await person('lead', password);
    const { page } = window;
    await goTo(page, '文书台账');
    await choose(page, '状态', '已起草');
    await page.getByRole('link', { name: '未编号' }).click();
    await act(page, '核准签发', '已签发', () => inspect(window));
    await page.waitForURL('**/rectifications/*');
    rectification = new URL(page.url()).pathname;
    await page.getByText('已下达', { exact: true }).waitFor();
    await page.getByText('未送达（期限按视为送达之日暂计）').waitFor();
    const order = page.getByRole('region', { name: '整改要求' });
    await row(order, coverage).waitFor();
    await row(order, overdueRepair).waitFor();
    await inspectBoth(window);
  });

  await step('the provider acknowledges the order; its deadline runs from now', async () => {
    const window = await person('officer');
    const { page } = window;
    await goTo(page, '文书台账');
    await page.getByRole('link', { name: /^云监改〔\d{4}〕1号$/ }).click();
    await page.getByText('检修未事先告知，不影响扫描范围的要求。', { exact: false }).waitFor();
    await page.getByText(/依据《云计算服务运行监管框架》.*：不合规、限期整改。/).waitFor();
    await page.getByText(/自本通知书送达之日起 \d+ 个工作日/).waitFor();
    await act(page, '签收', '已签收');
    await inspectBoth(window);
    await page.goto(rectification);
    assert.equal(await page.getByText('未送达（期限按视为送达之日暂计）').count(), 0);
  });

  await step('the provider finds it on the first page and files a plan', async () => {
    const window = await person('officer');
    const { page } = window;
    await goTo(page, '首页', '交付工作台');
    await inspectBoth(window);
    const open = page.getByRole('region', { name: '未办结的整改' });
    await row(open, scan, '已下达').getByRole('link', { name: '脆弱性扫描与修复' }).click();
    await page.getByRole('heading', { level: 1, name: /^限期整改：脆弱性扫描与修复/ }).waitFor();
    await act(page, '制定整改方案', '整改方案已提交', (dialog) => field(dialog, '整改方案').fill('补装 web-01 的更新，把 stor-01 纳入扫描，十月复测。'));
    await page.getByText('已制定方案', { exact: true }).waitFor();
    await inspectBoth(window);
  });

  await step('the provider hands in the scan of October, and with it the rectification', async () => {
    const window = await person('officer');
    const { page } = window;
    const { files, form } = await folder('platform-a/2026-10/a-12.3-vulnerability-scan');
    await openUpload(window, scan, '2026-10');
    await addFiles(window, files);
    await fillForm(window, scanForm, form);
    const result = await checkFirst(window);
    for (const rule of [coverage, overdueRepair]) assert.equal(await head(result, rule).count(), 0, `${rule} still lacks`);
    october = await handIn(window);
    await page.goto(`/submissions/${october}`);
    await page.getByText('待审核', { exact: true }).first().waitFor();
    await page.goto(rectification);
    await act(page, '提交整改', '整改已提交，等待复核', async (dialog) => {
      await choose(dialog, '整改证据（提交）', '2026-10');
      await field(dialog, '整改情况说明').fill('更新已安装，stor-01 已纳入扫描，十月的结果可以证明。');
    });
    await page.getByText('已提交整改', { exact: true }).waitFor();
    await inspectBoth(window);
  });

  await step('the reviewer sees the recheck pass and closes', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await goTo(page, '限期整改');
    await inspectBoth(window);
    await row(page, scan, '已提交整改').getByRole('link', { name: '脆弱性扫描与修复' }).click();
    await page.getByText('复验：有新证据，所列规则均已通过').waitFor();
    await act(page, '领取复核', '已领取');
    await act(page, '办结', '整改已办结', (dialog) => field(dialog, '办结意见').fill('第二次扫描覆盖全部组件，逾期漏洞已修复。'));
    await page.getByText('已办结', { exact: true }).waitFor();
    const course = page.getByRole('region', { name: '经过' });
    for (const done of ['下达限期整改', '整改通知送达', '提交整改方案', '提交整改', '领取复核', '整改办结']) await course.getByText(done, { exact: true }).waitFor();
    await inspectBoth(window);
    await page.goto(`/submissions/${october}`);
    await page.getByRole('link', { name: '上期提交（2026-09）' }).waitFor();
    await page.getByRole('button', { name: coverage }).filter({ hasText: '上期：未通过' }).waitFor();
    await inspectBoth(window);
  });

  await step('the platform page shows the difference between the two scans', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await goTo(page, '云服务平台');
    await inspectBoth(window);
    await page.getByRole('link', { name: platform }).click();
    await page.getByRole('tab', { name: '检出项' }).click();
    const found = page.getByRole('table', { name: '检出项' });
    await settled(window);
    await inspectBoth(window);
    const { form } = await folder('platform-a/2026-10/a-9.7-flaw-remediation');
    await choose(page, '状态', '已修复');
    await page.getByText(`共 ${form.closed_total} 条`).waitFor();
    // Scans without login no longer report some of them; that is not called a repair.
    assert.equal(await found.getByRole('row').filter({ hasText: /已修复|不再报告、未验证/ }).count(), form.closed_total);
    await found.getByText('不再报告、未验证').first().waitFor();
    await choose(page, '状态', '新发现');
    await page.getByText('共 2 条').waitFor();
    await page.getByRole('tab', { name: '经过' }).click();
    await page.getByText('整改办结', { exact: true }).waitFor();
    await inspectBoth(window);
  });
});
