// The first hour: from an empty folder to a calendar that opened itself.
import assert from 'node:assert/strict';
import { inspect, inspectBoth } from '../lib/browser.mjs';
import { act, choose, field, goTo, pickDay, pickSpan, row } from '../lib/forms.mjs';
import { serve } from '../lib/server.mjs';
import { signIn, story } from '../lib/story.mjs';

const password = 'correct-horse-battery';
const provider = '东岚云计算有限公司';
const customer = '海东省水利厅';
const supervisor = '海东省政务云监管中心';
const people = [
  { login: 'lead', name: '郑岚', organisation: supervisor, role: '监管负责人' },
  { login: 'reviewer', name: '许衡', organisation: supervisor, role: '审核人' },
  { login: 'officer', name: '何川', organisation: provider, role: '合规负责人' },
];

story('first hour', serve, async ({ server, person, step }) => {
  await step('the first administrator is made with the one-time code', async () => {
    const window = await person('admin');
    const { page } = window;
    await page.goto('/');
    await page.waitForURL('**/bootstrap');
    await inspectBoth(window);
    await field(page, '初始化码').fill(await server.bootstrapCode());
    await field(page, '运行监管方名称').fill(supervisor);
    await field(page, '登录名').fill('admin');
    await field(page, '姓名').fill('罗宁');
    await field(page, '密码').fill(password);
    await field(page, '再次输入密码').fill(`${password}!`);
    await page.getByRole('button', { name: '建立管理员并进入' }).click();
    await page.getByText('两次输入的密码不一致').waitFor();
    await field(page, '再次输入密码').fill(password);
    await page.getByRole('button', { name: '建立管理员并进入' }).click();
    await page.getByRole('heading', { level: 1, name: '监管工作台' }).waitFor();
    await inspectBoth(window);
  });

  await step('the administrator signs out and in again', async () => {
    const window = await person('admin');
    const { page } = window;
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL('**/sign-in');
    await inspectBoth(window);
    await signIn(page, 'admin', password);
  });

  await step('the administrator creates a provider and a customer', async () => {
    const window = await person('admin');
    const { page } = window;
    await goTo(page, '机构');
    for (const [name, role] of [[provider, '云服务商'], [customer, '云服务客户']]) {
      await act(page, '新建机构', '机构已建立', async (dialog) => {
        await field(dialog, '机构名称').fill(name);
        await choose(dialog, '机构类别', role);
        await inspect(window);
      });
      await row(page, name, role).waitFor();
    }
    await inspectBoth(window);
  });

  await step('the administrator creates the users', async () => {
    const window = await person('admin');
    const { page } = window;
    await goTo(page, '用户');
    for (const { login, name, organisation, role } of people) {
      await act(page, '新建用户', '用户已建立', async (dialog) => {
        await choose(dialog, '机构', organisation);
        await choose(dialog, '角色', role);
        await field(dialog, '登录名').fill(login);
        await field(dialog, '姓名').fill(name);
        await field(dialog, '初始密码').fill(password);
      });
      await row(page, name, login, role, organisation).waitFor();
    }
    await inspectBoth(window);
  });

  await step('the lead registers a platform under a mandate', async () => {
    const window = await person('lead', password);
    const { page } = window;
    await inspect(window);
    await goTo(page, '云服务平台');
    await inspect(window);
    await page.getByRole('link', { name: '登记平台' }).click();
    await page.getByRole('heading', { level: 1, name: '登记平台' }).waitFor();
    await inspectBoth(window);
    await field(page, '平台名称').fill('东岚政务云');
    await choose(page, '云服务商', provider);
    await pickDay(page, '监管起始日', '2026-09-01');
    await field(page, '委托方').fill('海东省网络安全和信息化委员会办公室');
    await pickSpan(page, '有效期', '2026-08-01', '2029-07-31');
    await page.getByRole('button', { name: '登记平台' }).click();
    await page.getByRole('heading', { level: 1, name: '东岚政务云' }).waitFor();
    await inspect(window);
  });

  await step('the lead authorises it and attaches the customer', async () => {
    const window = await person('lead');
    const { page } = window;
    await act(page, '登记授权', '已登记授权', async (dialog) => {
      await pickSpan(dialog, '有效期', '2025-07-01', '2028-06-30');
      await inspect(window);
    });
    const authorisation = page.getByRole('region', { name: '授权' });
    await row(authorisation, '通过', '2025-07-01 – 2028-06-30').waitFor();
    await act(page, '加入参与方', '已加入参与方', (dialog) => choose(dialog, '机构', customer));
    await row(page.getByRole('region', { name: '参与方' }), customer).waitFor();
    await inspectBoth(window);
  });

  await step('a plan is adopted and Appendix A opens the calendar by itself', async () => {
    const window = await person('lead');
    const { page } = window;
    await page.getByRole('tab', { name: '监管计划' }).click();
    await page.getByText('尚未通过监管计划').waitFor();
    await inspect(window);
    await act(page, '通过监管计划', '监管计划已通过，日历已开始');
    await page.getByRole('heading', { name: '监管计划第 1 版' }).waitFor();
    await inspectBoth(window);
    await page.getByRole('tab', { name: '待交付事项' }).click();
    await choose(page, '交付要求', 'A-12.3-G-1/1');
    // Ten working days after the month: National Day's holiday lies between September and its deadline.
    await row(page, 'A-12.3-G-1/1', '每月', '2026-09', '2026-10-20 24:00', '逾期').waitFor();
    await row(page, 'A-12.3-G-1/1', '每月', '2026-10', '2026-11-13 24:00', '逾期').waitFor();
    await inspectBoth(window);
  });

  await step('the calendar page shows them on the day they were due', async () => {
    const window = await person('lead');
    const { page } = window;
    await goTo(page, '交付日历');
    await inspectBoth(window);
    const month = page.getByRole('table', { name: '交付日历' });
    await page.getByText('2026 年 11 月').waitFor();
    await month.getByRole('link', { name: '脆弱性扫描与修复, 2026-10, 逾期' }).waitFor();
    await page.getByRole('button', { name: '上一月' }).click();
    await page.getByText('2026 年 10 月').waitFor();
    const september = month.getByRole('link', { name: '脆弱性扫描与修复, 2026-09, 逾期' });
    await inspect(window);
    await september.click();
    await page.getByRole('heading', { level: 1, name: '脆弱性扫描与修复' }).waitFor();
    await page.getByText('2026-09-01 – 2026-09-30').waitFor();
    await inspectBoth(window);
  });

  await step('each sees only what the role is for', async () => {
    const officer = await person('officer', password);
    await officer.page.getByRole('heading', { level: 1, name: '交付工作台' }).waitFor();
    await inspectBoth(officer);
    const links = await officer.page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts();
    assert.ok(links.includes('提交交付件'));
    for (const hidden of ['审核队列', '机构', '用户']) assert.ok(!links.includes(hidden), hidden);
    const reviewer = await person('reviewer', password);
    await reviewer.page.getByRole('heading', { level: 1, name: '监管工作台' }).waitFor();
    await inspect(reviewer);
  });
});
