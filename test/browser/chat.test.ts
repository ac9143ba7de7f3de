import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOnPage, browserMissing, externalBaseUrl, launchChromium, openChat, shoot } from './chromium.js';
import { type StubServer, startStubServer } from './stub-server.js';

/** Flows that hold for any server of the contract; `WENBAN_BASE_URL` points them at a real one. */
describe.skipIf(browserMissing)('chat page', { timeout: 30_000 }, () => {
  let browser: Browser;
  let stub: StubServer;
  let baseUrl: string;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([launchChromium(), startStubServer()]);
    baseUrl = externalBaseUrl ?? stub.url;
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });

  /** Runs one flow on a fresh page and checks that the page never complained nor called another host. */
  async function onPage(flow: (page: Page) => Promise<void>, options = {}, path = '/'): Promise<void> {
    const { page, complaints } = await openChat(browser, baseUrl, options, path);
    await flow(page);
    expect(complaints).toEqual({ errors: [], foreignRequests: [] });
    await page.context().close();
  }

  async function chooseDianjiang(page: Page): Promise<void> {
    await page.locator('#region').click();
    await page.locator('#region-search').fill('垫江');
    await page.locator('.region-option', { hasText: '垫江县' }).waitFor();
    await page.locator('#region-search').press('Enter');
  }

  it('answers with the asked part first, its status, its source, and names what is being talked about', () =>
    onPage(async (page) => {
      await chooseDianjiang(page);
      await askOnPage(page, '社保卡丢了怎么补');
      const card = page.locator('.card-answer');
      expect(await card.locator('.item-name').textContent()).toContain('社会保障卡');
      expect(await card.locator('.section-asked .status').textContent()).toMatch(
        /^(原文载明|依规则推算|清单未载明)$/,
      );
      await card.locator('.sources > summary').first().click();
      expect(await card.locator('.source-title').first().textContent()).toMatch(/^《.+》$/);
      expect(await page.locator('#topic').textContent()).toMatch(/^正在说：.*社会保障卡/);
      expect(await page.locator('#welcome').isVisible()).toBe(false);
    }));

  it('continues the conversation with the session the server gave, and forgets it on 新对话', () =>
    onPage(async (page) => {
      const asked: { question: string; sessionId?: string; channel: string }[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/api/v1/ask')) asked.push(request.postDataJSON());
      });
      await askOnPage(page, '社保卡丢了怎么补');
      await askOnPage(page, '要带什么材料');
      await page.reload();
      await page.locator('.turn').nth(1).locator('.card').waitFor();
      await askOnPage(page, '谢谢');
      await page.locator('#fresh').click();
      expect(await page.locator('.turn').count()).toBe(0);
      expect(await page.locator('#welcome').isVisible()).toBe(true);
      expect(await page.locator('#topic').isVisible()).toBe(false);
      expect(await page.evaluate('document.activeElement.id')).toBe('question');
      await askOnPage(page, '社保卡丢了怎么补');
      expect(asked.map(({ sessionId }) => Boolean(sessionId))).toEqual([false, true, true, false]);
      expect(asked.every(({ channel }) => channel === 'web')).toBe(true);
    }));

  it('puts the number to call first in an emergency', () =>
    onPage(async (page) => {
      await askOnPage(page, '我家着火了');
      const card = page.locator('.card-emergency');
      expect(await card.locator('a').first().getAttribute('href')).toBe('tel:119');
      expect(await card.locator('.call-emergency').textContent()).toBe('拨打 119');
    }));

  it('hands over to a person with a number', () =>
    onPage(async (page) => {
      await askOnPage(page, '转人工');
      expect(await page.locator('.card-handoff .call').getAttribute('href')).toMatch(/^tel:\d{5,}$/);
    }));

  it('says so when the lists hold nothing, and whom to call', () =>
    onPage(async (page) => {
      await askOnPage(page, '双色球今晚上开啥号');
      expect(await page.locator('.card-none .card-title').textContent()).toBe('没有找到对应的事项');
      expect(await page.locator('.card-none .call').getAttribute('href')).toMatch(/^tel:\d{5,}$/);
    }));

  it('remembers the region on this device and sends its code', () =>
    onPage(async (page) => {
      await chooseDianjiang(page);
      expect(await page.locator('#region-dialog').isVisible()).toBe(false);
      expect(await page.evaluate('document.activeElement.id')).toBe('region');
      await page.reload();
      expect(await page.locator('#region-name').textContent()).toBe('垫江县');
      const request = page.waitForRequest('**/api/v1/ask');
      await askOnPage(page, '社保卡丢了怎么补');
      expect((await request).postDataJSON().region).toBe('500231');
      await page.locator('#region').click();
      await page.getByRole('button', { name: '不限地区' }).last().click();
      const second = page.waitForRequest('**/api/v1/ask');
      await askOnPage(page, '要带什么材料');
      expect((await second).postDataJSON()).not.toHaveProperty('region');
    }));

  it('remembers 长辈版 and its type size, up to 30 px', () =>
    onPage(async (page) => {
      const typeSize = () => page.evaluate<number>('parseFloat(getComputedStyle(document.body).fontSize)');
      const spacing = () =>
        page.evaluate<number>(
          'parseFloat(getComputedStyle(document.body).lineHeight) / parseFloat(getComputedStyle(document.body).fontSize)',
        );
      await page.getByRole('button', { name: '长辈版' }).click();
      expect(await typeSize()).toBeGreaterThanOrEqual(18);
      expect(await spacing()).toBeGreaterThanOrEqual(1.5);
      await page.getByRole('button', { name: '字大些' }).click();
      await page.getByRole('button', { name: '字大些' }).click();
      expect(await typeSize()).toBe(30);
      await page.reload();
      expect(await typeSize()).toBe(30);
      await page.getByRole('button', { name: '标准版' }).click();
      await page.reload();
      expect(await typeSize()).toBeLessThan(18);
    }));

  it('takes a rating only when the resident gives one', () =>
    onPage(async (page) => {
      await askOnPage(page, '社保卡丢了怎么补');
      await page.locator('.feedback > summary').click();
      expect(await page.locator('.feedback input[type=radio]').count()).toBe(5);
      expect(await page.locator('.feedback input:checked').count()).toBe(0);
      expect(await page.getByRole('button', { name: '提交评价' }).isVisible()).toBe(false);
      await page.getByRole('radio', { name: '不满意', exact: true }).check();
      await page.getByRole('checkbox', { name: '内容过时' }).check();
      await page.locator('.feedback-comment').fill('电话打不通');
      const request = page.waitForRequest('**/api/v1/feedback');
      await page.getByRole('button', { name: '提交评价' }).click();
      const sent = (await request).postDataJSON();
      expect(sent).toMatchObject({ rating: 2, tags: ['内容过时'], comment: '电话打不通' });
      expect(sent.sessionId).toBeTruthy();
      expect(sent.itemId).toBeTruthy();
      await page.locator('.feedback-done', { hasText: '不满意' }).waitFor();
      expect(await page.locator('.feedback').count()).toBe(0);
    }));

  it('works by keyboard alone from the skip link to a folded section', () =>
    onPage(async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('question');
      await page.keyboard.type('社保卡丢了怎么补');
      await page.keyboard.press('Enter');
      await page.locator('.card-answer').waitFor();
      await page.locator('.section-folded > summary').first().focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('.section-folded').first().getAttribute('open')).not.toBeNull();
    }));

  it('prints whole answers and sources, and none of the controls', () =>
    onPage(async (page) => {
      await askOnPage(page, '社保卡丢了怎么补');
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
      await page.emulateMedia({ media: 'print' });
      await shoot(page, 'print', true);
      for (const hidden of ['.dock', '.masthead-tools', '.answer-foot'])
        expect(await page.locator(hidden).isVisible()).toBe(false);
      const sources = page.locator('.card-answer .section:not(.others) .source-title');
      expect(await sources.count()).toBeGreaterThan(0);
      for (const source of await sources.all()) expect(await source.isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
      expect(await page.locator('details[open]').count()).toBe(0);
    }));
});
