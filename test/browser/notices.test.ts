import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { grantOf } from '../staff/support.js';
import { axe } from './axe.js';
import { askOnPage, browserMissing, openChat, shoot } from './chromium.js';
import { keeperPage, openDesk } from './keeper.js';

const NOTICES = '/catalogue/notices';
const TEXT = '系统升级，暂停办理<img src=x onerror="window.hit=1">社保卡业务';
const LINE = `【停办通知】${TEXT}（垫江县人力社保局，至2099年12月31日）`;

describe.skipIf(browserMissing)('notices', { timeout: 180_000 }, () => {
  const desk = openDesk();

  async function fill(page: Page, text: string): Promise<void> {
    await page.getByRole('button', { name: '新建通知' }).click();
    await page.getByLabel(/^内容/).fill(text);
    await page.getByLabel(/^谁说的/).fill('垫江县人力社保局');
    await page.getByLabel(/^从/).fill('2020-01-01T00:00');
    await page.getByLabel(/^到/).fill('2099-12-31T23:59');
    await page.getByLabel(/^哪里/).fill('垫江县');
  }

  it('are posted, read by residents and agents at once, changed by two people and withdrawn', async () => {
    const page = await keeperPage(desk.browser, desk.server, NOTICES, {
      name: '安静',
      grant: grantOf('editor', { regions: ['500231'] }),
    });
    await page.getByText('现在没有通知。').waitFor();
    await fill(page, TEXT);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('事项：请至少选一个事项').waitFor();
    expect(await page.getByLabel(/^内容/).inputValue()).toBe(TEXT);
    await page.getByLabel('找事项').fill('社保卡丢了');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('button', { name: '加入 补、换社会保障卡' }).click();
    await page.getByRole('button', { name: '预览' }).click();
    await page.locator('.bubble', { hasText: LINE }).first().waitFor();
    await shoot(page, 'notices-preview', true);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.posted .line', { hasText: LINE }).waitFor();

    // A resident.
    const { page: chat, complaints: chatComplaints } = await openChat(desk.browser, desk.server.url);
    await askOnPage(chat, '垫江社保卡丢了怎么补');
    expect(await chat.locator('.card > :first-child .notice').textContent()).toContain(LINE);
    await shoot(chat, 'notices-chat');
    expect(await axe(chat)).toEqual([]);
    await askOnPage(chat, '有人落水了');
    expect(await chat.locator('.turn').nth(1).locator('.notice').count()).toBe(0);
    expect(chatComplaints).toEqual({ errors: [], foreignRequests: [] });
    expect(await chat.evaluate("'hit' in window")).toBe(false);
    await chat.context().close();

    // An agent, who asks, and opens the matter from the list.
    const agent = await keeperPage(desk.browser, desk.server, '/desk', {
      name: '热线',
      grant: grantOf('agent'),
    });
    await agent.keyboard.press('/');
    await agent.keyboard.type('垫江社保卡丢了怎么补');
    await agent.keyboard.press('Enter');
    await agent.locator('.card .notices').waitFor();
    expect(await agent.locator('.card > :first-child').textContent()).toBe(LINE);
    expect(await agent.locator('.text').textContent()).toMatch(/^【停办通知】/);
    await shoot(agent, 'notices-desk');
    expect(await axe(agent)).toEqual([]);

    // Two keepers at once.
    const second = await keeperPage(desk.browser, desk.server, NOTICES, {
      name: '程远',
      grant: grantOf('reviewer'),
    });
    await second.getByRole('button', { name: /^修改/ }).click();
    await page.getByRole('button', { name: /^修改/ }).click();
    await page.getByLabel(/^内容/).fill('系统升级完成得早');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.posted .line', { hasText: '系统升级完成得早' }).waitFor();
    await second.getByLabel(/^内容/).fill('系统升级延后');
    await second.getByRole('button', { name: '保存' }).click();
    await second.getByText(/这一条已被他人修改/).waitFor();
    await second.getByText(/安静保存的是：.*系统升级完成得早/).waitFor();
    await shoot(second, 'notices-conflict', true);
    await second.getByRole('button', { name: '已看过，按我填的保存' }).click();
    await second.locator('.posted .line', { hasText: '系统升级延后' }).waitFor();

    await second.getByRole('button', { name: /^撤回/ }).click();
    await second.getByRole('button', { name: '确定撤回' }).click();
    await second.getByText('已撤回', { exact: true }).waitFor();
    await shoot(second, 'notices-list', true);
    expect(await axe(second)).toEqual([]);
    const { notices } = await desk.server.wenban.frontDoor.ask({ question: '垫江社保卡丢了怎么补' });
    expect(notices).toEqual([]);
  });

  it.each([
    ['on a telephone', { viewport: { width: 360, height: 740 } }, 'notices-360'],
    // 200 % of a window of 1440 px.
    ['at 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, 'notices-200'],
  ])('can be written %s', async (_, options, picture) => {
    const page = await keeperPage(desk.browser, desk.server, NOTICES, {
      name: picture,
      grant: grantOf('administrator'),
      ...options,
    });
    await fill(page, '缴费'.repeat(60));
    await page.getByLabel('适用于').selectOption('agency');
    await page.getByLabel(/^机构/).fill('县人力社保局');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('内容：不能超过 100 个字').waitFor();
    await shoot(page, picture, true);
    expect(await axe(page)).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide).toBe(false);
  });

  it('are not offered to whoever may not post them', async () => {
    const page = await keeperPage(desk.browser, desk.server, '/desk', {
      name: '话务员',
      grant: grantOf('agent'),
    });
    await page.goto(desk.server.url + NOTICES);
    await page.waitForURL(/\/staff\/forbidden/);
    expect(await page.getByRole('link', { name: '通知' }).count()).toBe(0);
  });
});
