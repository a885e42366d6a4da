// The provider's way through the submit page, with the demo's evidence.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, settled } from './browser.mjs';
import { choose, field, goTo, pickDay } from './forms.mjs';
import { platform } from './ground.mjs';
import { evidence } from './server.mjs';

/** Files and form values of one folder of the evidence. A record of signatures is handed in by nobody here. */
export async function folder(path) {
  const place = join(evidence, path);
  const names = await readdir(place);
  return {
    files: names.filter((name) => !['form.json', 'signoff.json'].includes(name)).map((name) => join(place, name)),
    form: JSON.parse(await readFile(join(place, 'form.json'), 'utf8')),
  };
}

/** Chooses the due item of an obligation and period on the submit page. */
export async function openUpload(window, obligation, period) {
  const { page } = window;
  await goTo(page, '提交交付件');
  await choose(page, '平台', platform);
  await page.getByRole('checkbox', { name: `${obligation} ${period}`, exact: true }).check();
  await inspect(window);
  await toFiles(page);
}

/** Goes by the list of due items to the first one of an obligation, whatever its period, and on from there. */
export async function openUploadOf(window, obligation, title) {
  const { page } = window;
  await goTo(page, '待交付事项');
  await choose(page, '交付要求', obligation);
  await page.getByText('共 1 条').waitFor();
  await inspect(window);
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('link', { name: '提交此事项' }).click();
  await toFiles(page);
}

/** Says that nothing classified will be handed in; before that no file can be chosen. */
export const declare = (page) => page.getByRole('checkbox', { name: /^我确认/ }).check();

async function toFiles(page) {
  await declare(page);
  await page.getByRole('button', { name: '下一步：添加文件（1 项）' }).click();
  await page.getByRole('region', { name: '文件' }).waitFor();
}

export async function addFiles({ page }, files) {
  await page.locator('input[type=file]').setInputFiles(files);
  const kept = page.getByRole('region', { name: '文件' }).getByText('已送达');
  await kept.nth(files.length - 1).waitFor();
}

/** Fills in the form; `labels` gives the label of each field. */
export async function fillForm({ page }, labels, values) {
  const form = page.getByRole('region', { name: /^表单/ });
  for (const [name, label] of Object.entries(labels)) {
    const value = values[name];
    if (value === undefined) throw new Error(`the evidence says nothing about ${name}`);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) await pickDay(form, label, value);
    else await field(form, label).fill(String(value));
  }
}

/** Asks what is lacking and answers with the region that says so. */
export async function checkFirst(window) {
  const { page } = window;
  await page.getByRole('button', { name: '先检查' }).click();
  const result = page.getByRole('region', { name: '检查结果' });
  await result.waitFor();
  await settled(window);
  return result;
}

/** Hands in and answers with the submission's id, once the receipt is proven. */
export async function handIn(window) {
  const { page } = window;
  await page.getByRole('button', { name: '提交', exact: true }).click();
  const sure = page.getByRole('dialog', { name: '确认提交？' });
  await sure.waitFor();
  await settled(window);
  await sure.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('已入账，证明完整').waitFor();
  const link = await page.getByRole('link', { name: '查看提交' }).getAttribute('href');
  return link.split('/').at(-1);
}
