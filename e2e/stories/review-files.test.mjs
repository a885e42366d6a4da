// Files are looked at in the page: rendered, at the place a reason names, and nothing in them runs.
import assert from 'node:assert/strict';
import { inspect, inspectBoth, settled } from '../lib/browser.mjs';
import * as hostile from '../lib/hostile.mjs';
import { demo } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

async function enter(person, login) {
  const window = await person(login);
  await window.page.goto('/sign-in');
  await window.page.getByRole('region', { name: '演示用户' }).getByRole('button').filter({ has: window.page.getByText(login, { exact: true }) }).click();
  await window.page.getByRole('navigation', { name: '主导航' }).waitFor();
  return window;
}

const ask = (page, path) => page.evaluate(async (where) => (await fetch(`/api/v1${where}`)).json(), path);

/** Hands files in as a program would, within the signed-in page. */
const handIn = (page, files) =>
  page.evaluate(async (list) => {
    const send = async (method, path, body, kind = 'application/json') => {
      const response = await fetch(`/api/v1${path}`, { method, body, headers: { 'X-Yunjian': '1', 'Content-Type': kind } });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    const dues = await (await fetch('/api/v1/dues?standing=open&limit=200')).json();
    const due = dues.items.find((each) => each.party === 'provider');
    const upload = await send('POST', '/uploads', JSON.stringify({ platform: due.platform.id, dues: [due.id] }));
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      await send('PUT', `/uploads/${upload.id}/files/${encodeURIComponent(name)}`, bytes, 'application/octet-stream');
    }
    const made = await send('POST', '/submissions', JSON.stringify({ upload: upload.id, dues: [due.id] }));
    return made.submissions[0].id;
  }, files.map(([name, content]) => ({ name, base64: Buffer.from(content).toString('base64') })));

const files = [
  ['page.html', hostile.html],
  ['drawing.svg', hostile.svg],
  ['table.csv', hostile.csv],
  ['values.json', hostile.json],
  ['paper.pdf', hostile.pdf()],
  ['dot.png', hostile.png],
];

story('review files', demo, async ({ person, step }) => {
  let submission;
  const digests = new Map();

  await step('the officer hands in files that would do harm', async () => {
    const { page } = await enter(person, 'chenghu');
    submission = await handIn(page, files);
    const { files: kept } = await ask(page, `/submissions/${submission}`);
    for (const { name, sha256 } of kept) digests.set(name, sha256);
    assert.equal(digests.size, files.length);
  });

  await step('each is shown, and nothing in it runs', async () => {
    const window = await enter(person, 'reviewer');
    const { page } = window;
    const outside = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(page.url()).origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) outside.push(request.url());
    });
    page.on('dialog', (dialog) => outside.push(`dialog ${dialog.message()}`) && dialog.dismiss());
    const open = async (name, query = '') => {
      await page.goto(`/submissions/${submission}/files/${digests.get(name)}${query}`);
      await settled(window);
    };
    await open('page.html');
    await page.getByText('看似网页').waitFor();
    assert.equal(await page.locator('main h1').count(), 1, 'the only heading is the page’s own');
    await inspectBoth(window);
    await open('drawing.svg');
    assert.equal(await page.locator('main svg rect').count(), 0, 'a drawing is text');
    await page.getByText('<rect width="9" height="9"/>').waitFor();
    await inspect(window);

    await open('table.csv', '?place=row%203%2C%20column%202');
    const marked = page.locator('tr[aria-current=location]');
    assert.match(await marked.innerText(), /@SUM\(1\+1\)/);
    assert.equal(await page.locator('td.meant').count(), 1, 'the very cell is marked');
    assert.equal(await page.locator('main table a, main table img').count(), 0, 'no link, no picture out of a cell');
    await page.getByText('=HYPERLINK("http://example.invalid/";"点我")').waitFor();
    await inspectBoth(window);

    await open('values.json', '?place=%2Fresults%2F1%2Fnote');
    assert.match(await page.locator('li[aria-current=location]').innerText(), /onerror/);
    await inspectBoth(window);
    await open('dot.png');
    assert.equal(await page.locator('img.view-image').evaluate((image) => image.complete && image.naturalWidth), 1);
    await inspect(window);

    await open('paper.pdf', '?place=page%202');
    await page.getByText('第 2 页，共 2 页').waitFor();
    const words = page.locator('[data-pdf-text]');
    await page.waitForFunction(() => document.querySelector('[data-pdf-text]')?.textContent?.includes('Second page'));
    assert.equal(await words.count(), 1);
    const drawn = await page.locator('canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, index) => index % 4 === 0 && value < 128 && data[index + 3] > 0);
    });
    assert.equal(drawn, true, 'the page is drawn');
    await inspectBoth(window);
    await page.getByRole('button', { name: '上一页' }).click();
    await page.getByText('第 1 页，共 2 页').waitFor();

    assert.deepEqual(outside, [], 'nothing was fetched from elsewhere, nothing was said');
    assert.equal(await page.evaluate(() => 'ran' in globalThis), false);
    // The address of the bytes themselves, opened as a page of its own, runs nothing either.
    for (const [name, ending] of [['dot.png', '/content'], ['page.html', ''], ['paper.pdf', '/content']]) {
      const head = await page.evaluate(async (path) => {
        const { headers } = await fetch(path);
        return [headers.get('content-security-policy'), headers.get('x-content-type-options'), headers.get('content-type')];
      }, `/api/v1/submissions/${submission}/files/${digests.get(name)}${ending}`);
      assert.deepEqual(head.slice(0, 2), ["default-src 'none'; sandbox", 'nosniff'], name);
      assert.ok(!/html|svg|pdf|xml/.test(head[2]), `${name} goes out as ${head[2]}`);
    }
  });

  await step('a reason leads to the very place in the file, beside the submission', async () => {
    const window = await person('reviewer');
    const { page } = window;
    const { items } = await ask(page, '/submissions?limit=200');
    let found;
    for (const { id } of items) {
      const whole = await ask(page, `/submissions/${id}`);
      const own = new Set(whole.files.map((file) => file.sha256));
      const row = whole.files_open && whole.results.flatMap((result) => (result.outcome === 'fail' ? result.rows : [])).find((each) => own.has(each.file) && each.place);
      if (row) {
        found = { id, place: row.place };
        break;
      }
    }
    assert.ok(found, 'no reason of the demo names a place');
    await page.goto(`/submissions/${found.id}`);
    await settled(window);
    await page.getByRole('link', { name: found.place, exact: true }).first().click();
    const pane = page.getByRole('dialog', { name: '文件' });
    await pane.locator('[aria-current=location]').waitFor();
    await inspect(window);
    const address = page.url();
    await page.reload();
    await page.getByRole('dialog', { name: '文件' }).locator('[aria-current=location]').waitFor();
    assert.equal(page.url(), address, 'the place has an address of its own');
    await page.getByRole('dialog', { name: '文件' }).getByRole('link', { name: '单独打开' }).click();
    await page.waitForURL('**/files/**');
    await page.locator('[aria-current=location]').waitFor();
    const looks = await ask(page, `/submissions/${found.id}/looks`);
    assert.ok(looks.items.some((look) => look.way === 'seen'), 'the look is on record');
  });

  await step('many due items are reminded at once, and the provider sees it on the item itself', async () => {
    const window = await person('reviewer');
    const { page } = window;
    await page.goto('/dues?standing=open');
    await settled(window);
    const boxes = page.getByRole('checkbox', { disabled: false });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: '催办所选（2）' }).click();
    const dialog = page.getByRole('dialog', { name: '催办所选（2）' });
    await dialog.getByRole('textbox').fill('临近截止，请尽快提交。');
    await inspect(window);
    await dialog.getByRole('button', { name: '确定' }).click();
    await page.getByText('已办理 2 件').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await inspectBoth(window);
    const { items } = await ask(page, '/dues?standing=open&limit=5');
    const provider = await person('chenghu');
    let seen = 0;
    // Only what is this provider's own: the others do not exist for it.
    const own = new Set((await ask(provider.page, '/dues?limit=200')).items.map((due) => due.id));
    for (const { id } of items.filter((item) => own.has(item.id))) {
      const due = await ask(provider.page, `/dues/${id}`);
      if (due.reminders?.some((reminder) => reminder.text === '临近截止，请尽快提交。')) {
        seen += 1;
        await provider.page.goto(`/dues/${id}`);
        await provider.page.getByRole('region', { name: '催办' }).getByText('临近截止，请尽快提交。').waitFor();
        await inspectBoth(provider);
      }
    }
    assert.ok(seen > 0, 'the provider of none of them is the officer');
  });
});
