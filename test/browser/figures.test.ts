import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AskedQuestion } from '../../entities/asked-question.js';
import { keepQuestions } from '../figures/factories.js';
import { grantOf } from '../staff/support.js';
import { type DeskServer, startDeskServer } from '../support/desk-server.js';
import { axe } from './axe.js';
import { browserMissing, launchChromium, shoot } from './chromium.js';
import { complaints, keeperPage } from './keeper.js';

const FIGURES = '/catalogue/figures';
const CHANNELS = ['web', 'officialAccount', 'miniProgram', 'hotline', 'wechat'];
const KINDS = ['answer', 'answer', 'answer', 'clarify', 'none', 'chat', 'eligibility'];
const INTENTS = ['overview', 'materials', 'fee', 'location', 'process', 'phone', 'hours'];
const REGIONS = ['500231', '500111', '500101', null];

/** A month of questions that differ in everything. */
const QUESTIONS: Partial<AskedQuestion>[] = Array.from({ length: 600 }, (_, index) => ({
  askedAt: new Date(Date.parse('2026-03-01T00:00:00Z') + ((index * index) % 31) * 86_400_000).toISOString(),
  channel: CHANNELS[index % 5],
  kind: KINDS[index % 7],
  intent: INTENTS[(index * 3) % 7],
  regionCode: REGIONS[index % 4] ?? null,
  itemId: index % 7 < 3 ? `dj-0${10 + (index % 23)}` : null,
  rating: index % 9 === 0 ? (index % 5) + 1 : null,
}));

describe.skipIf(browserMissing)('figures', { timeout: 180_000 }, () => {
  let browser: Browser;
  let server: DeskServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startDeskServer()]);
    await keepQuestions(server.wenban.dataSource, QUESTIONS);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  async function showMarch(page: Page): Promise<void> {
    await page.locator('input[type="date"]').nth(0).fill('2026-03-01');
    await page.locator('input[type="date"]').nth(1).fill('2026-03-31');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('2026-03-01 至 2026-03-31').waitFor();
    await page.locator('.chart svg').nth(6).waitFor();
  }

  it('are drawn with patterns and labels, and stand in tables beside', async () => {
    const page = await keeperPage(browser, server, FIGURES, { name: '程远', grant: grantOf('reviewer') });
    await showMarch(page);
    await page.getByText('共 600 次提问').waitFor();
    expect(await page.locator('.figure').count()).toBe(7);
    expect(await page.locator('.figure table').count()).toBe(7);
    const levels = await page.locator('.figure', { hasText: '满意度' }).locator('tbody tr').allTextContents();
    expect(levels.at(-1)).toMatch(/^未评价533$/);
    // Told apart without colours: patterns in the bars, dashes in the lines, numbers and names beside.
    const stacked = page.locator('.figure', { hasText: '从哪里问' }).locator('.chart svg');
    expect(await stacked.locator('pattern').count()).toBeGreaterThanOrEqual(3);
    expect(await stacked.textContent()).toContain('没有答上');
    const lines = page.locator('.figure', { hasText: '每天的提问' }).locator('.chart svg');
    expect(await lines.locator('path[stroke-dasharray]').count()).toBeGreaterThanOrEqual(2);
    expect(await lines.textContent()).toContain('直接答复');
    await shoot(page, 'figures', true);
    expect(await axe(page)).toEqual([]);
    await page.evaluate("document.documentElement.style.filter = 'grayscale(1)'");
    await shoot(page, 'figures-grey', true);
  });

  it('are files to download', async () => {
    const page = await keeperPage(browser, server, FIGURES, {
      name: '王工',
      grant: grantOf('administrator'),
    });
    await showMarch(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载表格（CSV）：每天的提问' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('每天的提问2026-03-01至2026-03-31.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toMatch(/^\ufeff日期,提问,直接答复/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(32);
  });

  it('tell what is wrong with a period, and end where the account ends', async () => {
    const page = await keeperPage(browser, server, FIGURES, {
      name: '垫江编辑',
      grant: grantOf('editor', { regions: ['500231'] }),
    });
    await page.locator('input[type="date"]').nth(0).fill('2026-03-31');
    await page.locator('input[type="date"]').nth(1).fill('2026-03-01');
    await page.getByRole('button', { name: '查看' }).click();
    await page
      .getByText(/结束日期不能早于开始日期/)
      .first()
      .waitFor();
    await page.locator('input[type="date"]').nth(0).fill('2026-03-01');
    await page.getByLabel(/^行政区划/).fill('大足区');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText(/没有进行这项操作的权限/).waitFor();
    await page.getByLabel(/^行政区划/).fill('');
    await showMarch(page);
    const regions = page.locator('.figure', { hasText: '哪里的事' }).locator('tbody th');
    expect(await regions.allTextContents()).toEqual(['垫江县']);
  });

  it.each([
    ['on a telephone', { viewport: { width: 360, height: 740 } }, 'figures-360'],
    // 200 % of a window of 1440 px.
    ['at 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, 'figures-200'],
  ])('fit %s', async (_, options, picture) => {
    const grant = grantOf('administrator');
    const page = await keeperPage(browser, server, FIGURES, { name: picture, grant, ...options });
    await showMarch(page);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(await axe(page)).toEqual([]);
    await shoot(page, picture, true);
  });

  it('print without what is for the screen', async () => {
    const page = await keeperPage(browser, server, FIGURES, { name: '打印', grant: grantOf('reviewer') });
    await showMarch(page);
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '查看' }).isVisible()).toBe(false);
    const fit = "[...document.querySelectorAll('.chart svg')].every((svg) => svg.clientWidth <= innerWidth)";
    await expect.poll(() => page.evaluate(fit), { timeout: 30_000 }).toBe(true);
    await shoot(page, 'figures-print', true);
  });

  it('load what draws them only where they are shown', async () => {
    const page = await keeperPage(browser, server, '/desk', { name: '首页', grant: grantOf('reviewer') });
    const loaded = async () =>
      (await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")) as string[];
    const before = await loaded();
    await page.goto(server.url + FIGURES);
    await page.locator('.chart svg').first().waitFor();
    expect(before.filter((name) => name.includes('figure'))).toEqual([]);
    expect((await loaded()).some((name) => name.includes('figure-charts'))).toBe(true);
  });
});
