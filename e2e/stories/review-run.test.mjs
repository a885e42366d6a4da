// Time and motion: a reviewer works through a queue; how many presses it takes is counted, not felt.
import assert from 'node:assert/strict';
import { inspect, inspectBoth } from '../lib/browser.mjs';
import { field, goTo } from '../lib/forms.mjs';
import { story } from '../lib/story.mjs';

const fleet = ['demo', '--fleet', '5', '--years', '1'];
const ordinary = ['compliant', 'compliant_with_remarks'];

async function enter(person, login) {
  const window = await person(login);
  await window.page.goto('/sign-in');
  await window.page.getByRole('region', { name: '演示用户' }).getByRole('button').filter({ has: window.page.getByText(login, { exact: true }) }).click();
  await window.page.getByRole('navigation', { name: '主导航' }).waitFor();
  return window;
}

const ask = (page, path) => page.evaluate(async (where) => (await fetch(`/api/v1${where}`)).json(), path);
const idOf = (page) => new URL(page.url()).pathname.split('/').pop();

story('a run through the queue', fleet, async ({ person, step }) => {
  await step('ten ordinary submissions are reviewed and confirmed with at most forty presses', async () => {
    const window = await enter(person, 'reviewer');
    const { page } = window;
    let presses = 0;
    const key = (name) => ((presses += 1), page.keyboard.press(name));
    const click = (what) => ((presses += 1), what.click());
    await click(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '审核队列' }));
    await page.getByRole('heading', { level: 1, name: '审核队列' }).waitFor();
    await page.getByRole('link', { name: '打开下一件' }).waitFor();
    await key('Alt+n');
    await page.waitForURL('**/submissions/*');
    const confirmed = [];
    let looked = 0;
    while (confirmed.length < 10) {
      looked += 1;
      assert.ok(looked < 40, 'the queue was walked round without finding ten');
      const id = idOf(page);
      const { proposal } = await ask(page, `/submissions/${id}`);
      await page.getByRole('link', { name: '下一件', exact: true }).waitFor();
      if (ordinary.includes(proposal)) {
        await page.getByRole('button', { name: '领取审核', exact: true }).waitFor();
        await key('Alt+t');
        await page.getByRole('button', { name: '作出结论', exact: true }).waitFor();
        await key('Alt+c');
        const dialog = page.getByRole('dialog', { name: '作出结论' });
        await dialog.waitFor();
        if (confirmed.length === 0) await inspect(window);
        await click(dialog.getByRole('button', { name: '确定并审下一件' }));
        confirmed.push([id, proposal]);
      } else await key('Alt+n');
      await page.waitForURL((url) => !url.pathname.endsWith(id));
    }
    assert.ok(presses <= 40, `${presses} presses for ten`);
    for (const [id, proposal] of confirmed) {
      const now = await ask(page, `/submissions/${id}`);
      assert.deepEqual([now.state, now.verdict, now.reviewer.name.length > 0], ['decided', proposal, true]);
    }
  });

  await step('a phrase for the provider cites rule and place', async () => {
    const window = await person('reviewer');
    const { page } = window;
    const { items } = await ask(page, '/submissions?queue=1&limit=200');
    const bad = items.find((item) => item.state === 'assessed' && item.failed + item.undetermined > 0);
    await page.goto(`/submissions/${bad.id}`);
    await page.getByRole('button', { name: '领取审核', exact: true }).click();
    await page.getByRole('button', { name: '退回补充', exact: true }).waitFor();
    await page.keyboard.press('Alt+r');
    const dialog = page.getByRole('dialog', { name: '退回补充' });
    await dialog.waitFor();
    const phrases = dialog.getByRole('group', { name: '引用未通过的规则' }).getByRole('button');
    const rule = (await phrases.first().innerText()).trim();
    await phrases.first().click();
    // The same phrase is not added twice.
    await dialog.getByRole('button', { name: rule, exact: true, disabled: true }).waitFor();
    assert.match(await field(dialog, '退回理由（云服务商可见）').inputValue(), new RegExp(`规则 ${rule}`));
    await inspect(window);
    await page.keyboard.press('Alt+n');
    assert.equal(idOf(page), bad.id, 'shortcuts are silent while a dialog is open');
    await dialog.getByRole('button', { name: '取消' }).click();
  });

  await step('what is left of ordinary ones is confirmed together, each with a record of its own', async () => {
    const window = await enter(person, 'reviewer2');
    const { page } = window;
    await goTo(page, '审核队列');
    await inspectBoth(window);
    const { items } = await ask(page, '/submissions?queue=1&limit=200');
    const left = items.filter((item) => item.state === 'assessed' && ordinary.includes(item.proposal));
    assert.ok(left.length > 0);
    assert.equal(await page.getByRole('checkbox', { disabled: false }).count(), left.length, 'an adverse proposal cannot be ticked');
    await page.getByRole('button', { name: `选中可批量确认的 ${left.length} 件` }).click();
    const name = `确认所选（${left.length}）`;
    await page.getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await field(dialog, '理由').fill('规则逐条通过，抽看无异常。');
    await inspect(window);
    await dialog.getByRole('button', { name: '确定', exact: true }).click();
    await page.getByText(`已办理 ${left.length} 件`).waitFor();
    for (const item of left) {
      const now = await ask(page, `/submissions/${item.id}`);
      assert.deepEqual([now.state, now.verdict], ['decided', item.proposal]);
    }
    await page.getByRole('checkbox').first().waitFor();
    assert.equal(await page.getByRole('checkbox', { disabled: false }).count(), 0);
  });
});
