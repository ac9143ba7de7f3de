import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { NoticeRequest } from '../../src/notice-desk/schemas.js';
import { grantOf } from '../staff/support.js';
import { browserMissing, shoot } from './chromium.js';
import { keeperPage, openDesk } from './keeper.js';

/** As long as a notice can be. */
const LONGEST =
  '系统升级，暂停办理社会保障卡补卡、换卡、挂失和密码重置，急用的请到市社保卡服务中心窗口，其余业务照常办理，升级完成后恢复，请互相转告，不便之处敬请谅解，具体恢复时间以县人力社保局公告为准';

const NOTICE = {
  source: '垫江县人力社保局',
  url: null,
  region: '500231',
  agency: null,
  from: '2020-01-01T00:00',
  until: '2099-12-31T23:59',
} as const;
const NOTICES: readonly NoticeRequest[] = [
  { ...NOTICE, kind: 'suspension', text: LONGEST, scope: 'items', items: ['dj-017'] },
  { ...NOTICE, kind: 'payment', text: '城乡居民医保集中缴费期已开始', scope: 'all', items: [] },
];

/** Parts of the card that are cut off or out of sight, and whatever has to be scrolled for them. */
const OUT_OF_SIGHT = `(() => {
  const card = document.querySelector('.card');
  const found = [];
  if (document.documentElement.scrollHeight > innerHeight) found.push('page scrolls');
  if (card.scrollHeight > card.clientHeight) found.push('card scrolls');
  const bottom = document.querySelector('.legend').getBoundingClientRect().top;
  for (const tile of document.querySelectorAll('.tile')) {
    if (tile.getBoundingClientRect().bottom > bottom) found.push('below: ' + tile.textContent.slice(0, 8));
    const lines = tile.querySelector('.lines').getBoundingClientRect();
    if (lines.bottom > tile.getBoundingClientRect().bottom + 1) found.push('cut: ' + tile.textContent.slice(0, 8));
  }
  return found;
})()`;

describe.skipIf(browserMissing)('the card of an answer', { timeout: 180_000 }, () => {
  const desk = openDesk();

  async function ask(page: Page, words: string): Promise<void> {
    await page.locator('#search').fill('');
    await page.locator('#search').pressSequentially(words);
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/ask'));
    await page.keyboard.press('Enter');
    await answered;
    await page.locator('.card[aria-busy="false"] .title').waitFor();
  }

  it('shows every part without scrolling under the longest notices, whichever part is large', async () => {
    const page = await keeperPage(desk.browser, desk.server, '/desk', {
      name: '安静',
      grant: grantOf('editor'),
    });
    const posted = await page.evaluate(async (notices) => {
      const session = (await (await fetch('/api/v1/staff/session')).json()) as { csrfToken: string };
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken };
      const all = notices.map((notice) =>
        fetch('/api/v1/staff/notices', { method: 'POST', headers, body: JSON.stringify(notice) }),
      );
      return (await Promise.all(all)).map(({ status }) => status);
    }, NOTICES);
    expect(posted).toEqual([201, 201]);
    for (const question of ['社保卡丢了怎么补', '我想办低保']) {
      await page.keyboard.press('n');
      await page.locator('#region').fill('垫江');
      await page.locator('#regions li').first().waitFor();
      await page.locator('#region').press('Enter');
      await ask(page, question);
      await page.locator('.card .notices').waitFor();
      await shoot(page, `desk-card-notices-${question}`);
      const parts = await page.locator('.tile').count();
      expect(parts).toBeGreaterThan(10);
      for (let at = 0; at < parts; at++) {
        const large = await page.locator('.large h2').textContent();
        expect(await page.evaluate(OUT_OF_SIGHT), `${question}, ${large}`).toEqual([]);
        await page.locator('.tile .number').nth(at).click();
      }
    }
    await desk.server.wenban.dataSource.destroy();
    try {
      await page.keyboard.press('Alt+1');
      await page.locator('.banner').waitFor();
      expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
    } finally {
      await desk.server.wenban.dataSource.initialize();
    }
  });

  it('asks what is typed, though the list is still that of the question before', async () => {
    const page = await keeperPage(desk.browser, desk.server, '/desk', {
      name: '话务员',
      grant: grantOf('agent'),
    });
    await ask(page, '社保卡丢了怎么补');
    await page.locator('#entries li[aria-selected="true"]').waitFor();
    // The list comes late, as over a slow line.
    await page.route('**/api/v1/suggest*', () => {});
    await ask(page, '双色球今晚开啥号');
    expect(await page.locator('.title h1').textContent()).toBe('没有这件事');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
