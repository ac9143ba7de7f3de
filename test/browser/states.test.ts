import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOnPage, browserMissing, launchChromium, openChat, shoot } from './chromium.js';
import { type StubServer, startStubServer } from './stub-server.js';

/** What a resident can be looking at. Each state starts from a fresh page. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  welcome: async () => {},
  answer: async (page) => {
    await askOnPage(page, '社保卡丢了怎么补');
  },
  unfolded: async (page) => {
    await askOnPage(page, '社保卡丢了怎么补');
    await page.locator('.section-asked .sources > summary').click();
    await page.locator('.section-asked').getByRole('button', { name: '看原文这一行' }).click();
    await page.locator('.printed-row').first().waitFor();
    for (const label of ['申请材料', '办理地点', '清单没写的', '不是您要问的？'])
      await page.locator('.section-folded > summary', { hasText: label }).click();
    await page.locator('.feedback > summary').click();
    await page.getByRole('radio', { name: '非常不满意', exact: true }).check();
  },
  long: async (page) => {
    await askOnPage(
      page,
      '港澳的医师想在大足短期行医，执业注册办理时间是哪几天，周末能不能去办，要不要提前预约？',
    );
    await page.locator('.section-folded > summary', { hasText: '设定依据' }).click();
    await page.locator('.section-folded .sources > summary').click();
  },
  clarify: async (page) => {
    await askOnPage(page, '不动产怎么弄');
  },
  emergency: async (page) => {
    await askOnPage(page, '我家着火了');
  },
  none: async (page) => {
    await askOnPage(page, '双色球今晚上开啥号');
  },
  handoff: async (page) => {
    await askOnPage(page, '转人工');
  },
  failure: async (page) => {
    await askOnPage(page, '出错');
    await askOnPage(page, '拒绝');
  },
  'too-long': async (page) => {
    await page.locator('#question').fill('怎么办'.repeat(170));
  },
  suggestions: async (page) => {
    await page.locator('#question').pressSequentially('社保卡');
    await page.locator('.suggestion').first().waitFor();
    await page.locator('#question').press('ArrowDown');
  },
  regions: async (page) => {
    await page.locator('#region').click();
    await page.locator('.region-option', { hasText: '大竹县' }).waitFor();
  },
};

/**
 * How the page can be seen. A state is entered once and then looked at in each of these, in this order; `press` names
 * buttons pressed before. axe looks once at each set of colours and sizes of type, the measures are taken everywhere.
 */
const VIEWS = [
  { name: 'phone', width: 360, height: 740, axe: true },
  { name: 'tablet', width: 768, height: 1024 },
  { name: 'desktop', width: 1440, height: 900 },
  // A 1280 px screen at 200 % zoom.
  { name: 'zoomed', width: 640, height: 360 },
  { name: 'dark', width: 1440, height: 900, dark: true, axe: true },
  { name: 'elder-desktop', width: 1440, height: 900, press: ['elder'] },
  { name: 'elder-phone', width: 360, height: 740, axe: true },
  { name: 'elder-phone-largest', width: 360, height: 740, press: ['larger', 'larger'] },
];

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings of axe, one line each. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`),
    );
}

/** Things to press that are smaller than `target` px in either direction, or the page being wider than the screen. */
function misfits(target: number): string {
  return `(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('page is ' + document.documentElement.scrollWidth + ' px wide');
    for (const box of document.querySelectorAll('.region-dialog[open], .region-list'))
      if (box.scrollWidth > box.clientWidth) found.push(box.className + ' scrolls sideways');
    for (const element of document.querySelectorAll('button, a[href]:not(.skip-link), summary, input, textarea, [role=option]')) {
      const { width, height } = element.getBoundingClientRect();
      if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || width === 0) continue;
      if (height < ${target} - 0.5 || width < ${target} - 0.5)
        found.push(element.outerHTML.slice(0, 90) + ' is ' + Math.round(width) + '×' + Math.round(height));
    }
    return found;
  })()`;
}

describe.skipIf(browserMissing)('chat page in every state', { timeout: 60_000 }, () => {
  let browser: Browser;
  let stub: StubServer;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([launchChromium(), startStubServer()]);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });

  it.each(Object.entries(STATES))('%s fits every screen and is accessible', async (stateName, enter) => {
    const { page, complaints } = await openChat(browser, stub.url, { reducedMotion: 'reduce' });
    await enter(page);
    for (const view of VIEWS) {
      await page.setViewportSize(view);
      await page.emulateMedia({ colorScheme: view.dark ? 'dark' : 'light' });
      // Pressed by script: a click of the mouse would close what the state has open.
      for (const id of view.press ?? []) await page.evaluate(`document.getElementById('${id}').click()`);
      await shoot(page, `${view.name}-${stateName}`);
      await shoot(page, `${view.name}-${stateName}-full`, true);
      const target = view.name.startsWith('elder') ? 60 : 44;
      expect(await page.evaluate(misfits(target)), view.name).toEqual([]);
      if (view.axe) expect(await seriousFindings(page), view.name).toEqual([]);
    }
    expect(complaints).toEqual({ errors: [], foreignRequests: [] });
    await page.context().close();
  });
});
