// The demo: everybody's first page, and all places of the lead, on a fleet with a past.
import assert from 'node:assert/strict';
import { inspect, inspectBoth } from '../lib/browser.mjs';
import { demo } from '../lib/server.mjs';
import { story } from '../lib/story.mjs';

const homes = {
  admin: '监管工作台', lead: '监管工作台', reviewer: '监管工作台', auditor: '监管工作台',
  donglan: '交付工作台', engineer: '交付工作台', chenghu: '交付工作台',
  assessor: '评估工作台', customer: '我使用的平台',
};

story('demo', demo, async ({ person, step }) => {
  await step('the sign-in page lists the demo users', async () => {
    const window = await person('nobody');
    await window.page.goto('/');
    await window.page.waitForURL('**/sign-in');
    const listed = window.page.getByRole('region', { name: '演示用户' }).getByRole('button');
    await listed.first().waitFor();
    const texts = await listed.allInnerTexts();
    assert.equal(texts.length, Object.keys(homes).length);
    for (const login of Object.keys(homes)) assert.ok(texts.some((text) => text.includes(login)), login);
    await inspectBoth(window);
  });

  for (const [login, home] of Object.entries(homes)) {
    await step(`${login} enters with one click`, async () => {
      const window = await person(login);
      const { page } = window;
      await page.goto('/sign-in');
      await page.getByRole('region', { name: '演示用户' }).getByRole('button').filter({ has: page.getByText(login, { exact: true }) }).click();
      await page.getByRole('heading', { level: 1, name: home }).waitFor();
      await inspectBoth(window);
    });
  }

  await step('the lead opens every place of the navigation', async () => {
    const window = await person('lead');
    const { page } = window;
    const links = page.getByRole('navigation', { name: '主导航' }).getByRole('menuitem').getByRole('link');
    const places = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
    assert.ok(places.includes('/escalations'), places.join(' '));
    for (const place of places) {
      await page.goto(place);
      await inspectBoth(window);
    }
  });

  await step('the lead opens every tab of a platform', async () => {
    const window = await person('lead');
    const { page } = window;
    await page.goto('/platforms');
    await page.getByRole('link', { name: '澄湖政务云' }).click();
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    for (const tab of await tabs.all()) {
      await tab.click();
      await inspect(window);
    }
  });
});
