// A story: one server, several people, steps that build on each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, openWindow, photograph } from './browser.mjs';
import { open } from './server.mjs';
import { field } from './forms.mjs';

/**
 * Tells a story on a server of its own. After a step that failed the rest is skipped; at the end the server stops
 * cleanly and everything it holds is rebuilt from its record and compared.
 */
export function story(name, command, tell) {
  test(name, { timeout: 600_000 }, async (t) => {
    const server = await open(command);
    const browser = await launch();
    const windows = new Map();
    let broken = false;

    /** The window of a person, who signs in when asked for the first time. */
    async function person(who, password) {
      let window = windows.get(who);
      if (!window) {
        window = await openWindow(browser, server.base);
        windows.set(who, window);
        if (password) await signIn(window.page, who, password);
      }
      return window;
    }

    async function step(title, does) {
      await t.test(title, { skip: broken && 'an earlier step failed' }, async () => {
        try {
          await does();
        } catch (error) {
          broken = true;
          for (const [who, { page, troubles }] of windows) {
            const path = await photograph(page, `${name} ${title} ${who}`).catch((reason) => `no picture: ${reason.message}`);
            t.diagnostic(`${who} at ${page.url()}: ${path} ${troubles.join('; ')}`);
          }
          throw error;
        }
        const faults = [...windows.values()].flatMap((window) => window.faults.splice(0));
        if (faults.length > 0) assert.fail(`pages with faults:\n${faults.join('\n')}`);
      });
    }

    try {
      await tell({ server, person, step });
      for (const [who, { troubles }] of windows) {
        await t.test(`no page of ${who} had an error`, () => assert.deepEqual(troubles, []));
      }
    } finally {
      await browser.close();
      await t.test('the server stops and its tables are what its acts say', async () => {
        await server.stop();
        const found = await server.replay();
        assert.deepEqual(found.faults, []);
        assert.equal(found.clean, true);
        assert.ok(found.acts > 0, 'nothing is on record');
        t.diagnostic(`replayed ${found.acts} acts, ${found.rows} rows, ${found.blobs} files`);
      });
      await server.forget();
    }
  });
}

export async function signIn(page, login, password) {
  await page.goto('/sign-in');
  await field(page, '登录名').fill(login);
  await field(page, '密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
}
