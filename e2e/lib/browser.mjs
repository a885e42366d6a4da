// People at their browsers, and what every page has to fulfil.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const results = resolve(import.meta.dirname, '../results');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const executablePath = [process.env.YUNJIAN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path));

export function launch() {
  assert.ok(executablePath, 'there is no Chromium; scripts/install-test-tools.sh installs one');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run'],
  });
}

/** A window of one person. Nobody else's cookies, drafts or language are in it. */
export async function openWindow(browser, base) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Before the sign-in the page asks who is there, and nobody is.
    if (message.text().includes('401') && message.location().url.endsWith('/api/v1/me')) return;
    troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  // How many questions to the server are open; the protocol's own events miss one now and then.
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.asking = 0;
    globalThis.fetch = async (...question) => {
      globalThis.asking += 1;
      try {
        return await fetch(...question);
      } finally {
        globalThis.asking -= 1;
      }
    };
  });
  return { context, page, troubles, faults: [] };
}

/** Waits until nothing is asked, loading or moving any more. */
export async function settled({ page }) {
  const rests = () =>
    page.evaluate(
      () =>
        new Promise((answer) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              const busy = document.querySelector('.ant-skeleton, .ant-spin-spinning, .ant-btn-loading');
              const moving = document.getAnimations().some((each) => each.playState === 'running' && each.effect?.getComputedTiming().iterations !== Infinity);
              answer(globalThis.asking === 0 && !busy && !moving && document.querySelector('h1') !== null);
            }),
          ),
        ),
    );
  const patience = Date.now() + 20_000;
  for (let calm = 0; calm < 3; ) {
    calm = (await rests()) ? calm + 1 : 0;
    assert.ok(Date.now() < patience, `the page ${page.url()} does not come to rest`);
  }
}

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help}\n${nodes.slice(0, 3).map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}\n    ${node.failureSummary.split('\n').slice(1).join(' ')}`).join('\n')}`);
  });
}

/**
 * Checks the page as it stands: a title, nothing cut off at the side, no error, usable by everybody. What is wrong
 * is noted and fails the step at its end; the story itself goes on.
 */
async function check(window, name) {
  const { page, troubles, faults } = window;
  await settled(window);
  const wrong = troubles.splice(0);
  const title = await page.title();
  if (!new RegExp(`^.+ · ${name}$`).test(title)) wrong.push(`the title is “${title}”`);
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  if (wide > room) wrong.push(`the page is ${wide} wide and has room for ${room}`);
  wrong.push(...(await violations(page)));
  if (wrong.length > 0) {
    const picture = await photograph(page, `page ${faults.length} ${new URL(page.url()).pathname} ${name}`);
    faults.push(`${page.url()} (${name}): ${wrong.join('\n  ')}\n  ${picture}`);
  }
}

/** Checks the page in Chinese. */
export const inspect = (window) => check(window, '云鉴');

/** Checks the page in Chinese, then in English, and goes back to Chinese. */
export async function inspectBoth(window) {
  await check(window, '云鉴');
  await window.page.getByRole('button', { name: 'English' }).click();
  await check(window, 'Yunjian');
  await window.page.getByRole('button', { name: '中文' }).click();
  await settled(window);
}

/** What a person saw when it went wrong. */
export async function photograph(page, name) {
  await mkdir(results, { recursive: true });
  const path = join(results, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
