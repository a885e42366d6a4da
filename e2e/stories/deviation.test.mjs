// A deviation: asked for after the first scan, granted until a day, held over the second scan, ended by its day. A name in
// scans that the inventory does not know is mapped; inventory, scans and register are held against each other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, inspectBoth, settled } from '../lib/browser.mjs';
import { act, choose, field, goTo, pickDay, row } from '../lib/forms.mjs';
import { handInFiles, layGround, password, platform } from '../lib/ground.mjs';
import { evidence, serve } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

const scan = 'A-12.3-G-1/1';
const weakness = 'HTTP Secure Headers: X-Content-Type-Options is not set';
const read = (...path) => readFile(join(evidence, 'platform-a', ...path));
const found = (page) => page.getByRole('table', { name: '检出项' });

async function openTab(page, id, tab) {
  await page.goto(`/platforms/${id}/${tab}`);
  await page.getByRole('heading', { level: 1, name: platform }).waitFor();
}

story('deviation', serve, async ({ server, person, step }) => {
  const id = await layGround(server);
  let deviation;

  await step('inventory and first scan are in; one host goes by another number', async () => {
    // The inventory knows web-01 as ASSET-WEB-1 only.
    const components = (await read('2026-09', 'a-8.7-inventory', 'components.csv')).toString('utf8').replace('\nweb-01,web-01,', '\nASSET-WEB-1,portal,');
    await handInFiles(server, 'officer', id, 'A-8.7-G-1/1', '', [['components.csv', Buffer.from(components.replaceAll('127.0.1.11', ''))]]);
    const folder = ['2026-09', 'a-12.3-vulnerability-scan'];
    await handInFiles(server, 'officer', id, scan, '2026-09', [['findings.csv', await read(...folder, 'findings.csv')], ['scan-manifest.csv', await read(...folder, 'scan-manifest.csv')]]);
  });

  await step('the provider maps the name to its component, once and for all', async () => {
    const window = await person('officer', password);
    const { page } = window;
    await openTab(page, id, 'assets');
    const names = page.getByRole('table', { name: '资产对应' });
    await row(names, 'web-01', '清单中没有').getByRole('button', { name: '对应', exact: true }).waitFor();
    await inspectBoth(window);
    await row(names, 'web-01', '清单中没有').getByRole('button', { name: '对应', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '对应' });
    await settled(window);
    await choose(dialog, '清单中的组件', 'ASSET-WEB-1');
    await field(dialog, '理由').fill('门户主机，清单按资产编号登记。');
    await inspect(window);
    await dialog.getByRole('button', { name: '确定', exact: true }).click();
    await row(names, 'web-01', '已对应', 'ASSET-WEB-1').waitFor();
    await openTab(page, id, 'findings');
    await row(found(page), weakness, 'ASSET-WEB-1').waitFor();
  });

  await step('the provider asks for a deviation from the finding, with proof', async () => {
    const window = await person('officer');
    const { page } = window;
    await row(found(page), weakness, 'ASSET-WEB-1').getByRole('checkbox').check();
    await page.getByRole('button', { name: '申请例外（1 项）' }).click();
    const dialog = page.getByRole('dialog', { name: '申请例外（1 项）' });
    await settled(window);
    await choose(dialog, '种类', '业务必需');
    await pickDay(dialog, '有效期至', '2026-12-15');
    await field(dialog, '理由').fill('旧版门户依赖浏览器自行判断类型，改版前不能设置。');
    await field(dialog, '补偿措施').fill('上传目录不可执行，下载一律作为附件。');
    await dialog.locator('input[type=file]').setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('portal migration plan') });
    await inspect(window);
    await dialog.getByRole('button', { name: '确定', exact: true }).click();
    await page.getByText('已提出申请，等待运行监管方决定', { exact: true }).waitFor();
    await goTo(page, '例外申请');
    await row(page, '业务必需', '待决定').waitFor();
    await inspectBoth(window);
  });

  await step('the reviewer grants it until its day', async () => {
    const window = await person('reviewer', password);
    const { page } = window;
    await goTo(page, '例外申请');
    await row(page, '业务必需', '待决定').getByRole('link', { name: '业务必需' }).click();
    await page.getByRole('region', { name: '证明文件' }).getByText('说明.txt').waitFor();
    await inspectBoth(window);
    await act(page, '批准', '已批准；须第二人批准的已初步同意', (dialog) => field(dialog, '理由').fill('补偿措施有效，改版计划明确。'));
    await page.getByText('已批准', { exact: true }).first().waitFor();
    deviation = new URL(page.url()).pathname;
    await inspectBoth(window);
  });

  await step('the second scan sees it again: the decision holds, the finding stands', async () => {
    const folder = ['2026-10', 'a-12.3-vulnerability-scan'];
    await handInFiles(server, 'officer', id, scan, '2026-10', [['findings.csv', await read(...folder, 'findings.csv')], ['scan-manifest.csv', await read(...folder, 'scan-manifest.csv')]]);
    const window = await person('reviewer');
    const { page } = window;
    await openTab(page, id, 'findings');
    const line = row(found(page), weakness, 'ASSET-WEB-1');
    await line.getByText('持续存在').waitFor();
    await line.getByRole('link', { name: '业务必需' }).waitFor();
    await inspectBoth(window);
    await openTab(page, id, 'trend');
    await page.getByRole('region', { name: '检出项现状' }).getByRole('table').waitFor();
    await inspectBoth(window);
  });

  await step('inventory, scans and register are held against each other', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await openTab(page, id, 'reconciliation');
    await page.getByText('清单中有、未扫描').first().waitFor();
    await inspectBoth(window);
  });

  await step('its day passes: the decision ends by itself', async () => {
    for (const who of ['officer', 'reviewer']) await (await person(who)).page.goto('about:blank');
    await server.later(['serve', '--clock-at', '2026-12-16T01:00:00Z']);
    const window = await person('lead', password);
    const { page } = window;
    await page.goto(deviation);
    await page.getByText('已到期', { exact: true }).waitFor();
    await inspectBoth(window);
    await openTab(page, id, 'findings');
    const line = row(found(page), weakness, 'ASSET-WEB-1');
    await line.waitFor();
    assert.equal(await line.getByRole('link', { name: '业务必需' }).count(), 0);
    await goTo(page, '已知被利用', '已知被利用漏洞清单');
    await inspectBoth(window);
  });
});
