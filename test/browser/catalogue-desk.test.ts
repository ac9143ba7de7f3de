import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { StaffRole } from '../../entities/staff-account.js';
import { workbookList } from '../catalogue-desk/lists.js';
import { runningDesk } from '../catalogue-desk/running-desk.js';
import { fakeServices, startApp } from '../http/support.js';
import { grantOf, PASSWORD } from '../staff/support.js';
import { axe } from './axe.js';
import { browserMissing, launchChromium, shoot } from './chromium.js';

const SCRIPT = '<img src=x onerror="window.attacked=true"><script>window.attacked=true</script>';

/** The catalogue desk as people at counters use it, from the sign-in to the publication. */
describe.skipIf(browserMissing)('catalogue desk', { timeout: 240_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
  });

  async function startDesk() {
    const { staff, catalogue, routes } = await runningDesk();
    const { server } = await startApp(fakeServices(), { routes, pages: undefined });
    const errors: string[] = [];
    const signIn = async (name: string, role: StaffRole, viewport = { width: 1440, height: 900 }) => {
      await staff.accounts.create('命令行', name, PASSWORD, [grantOf(role)]);
      const context = await browser.newContext({ locale: 'zh-CN', viewport });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          errors.push(message.text());
      });
      await page.goto(`${server.url}/catalogue`);
      await page.locator('input[autocomplete="username"]').fill(name);
      await page.locator('input[type="password"]').fill(PASSWORD);
      await page.getByRole('button', { name: '登录' }).click();
      await page.locator('.who').waitFor();
      return page;
    };
    return { url: server.url, catalogue, signIn, errors };
  }

  it('brings a list from its upload to publication by two people', async () => {
    const { url, catalogue, signIn, errors } = await startDesk();
    const editor = await signIn('安静', 'editor');
    await editor.goto(`${url}/catalogue/imports`);
    const buffer = await workbookList([{ name: '工伤认定' }, { name: `失业登记${SCRIPT}` }], {
      formula: 'CONCATENATE("凭","身份证")',
      result: '凭身份证',
    });
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await editor.locator('input[type="file"]').setInputFiles({ name: 'list.xlsx', mimeType, buffer });
    await editor.getByLabel('哪里的清单').fill('垫江县');
    await editor.getByRole('button', { name: '上传并预览' }).click();
    await editor.getByText('识别结果').waitFor({ timeout: 60_000 });
    expect(await editor.getByText('清单!D3').textContent()).toBe('清单!D3');
    await editor.reload();
    await editor.getByRole('button', { name: '新增 2' }).waitFor();
    await shoot(editor, 'catalogue-import', true);
    expect(await axe(editor)).toEqual([]);
    await editor.getByLabel(/采纳：新增 失业登记/).uncheck();
    await editor.getByRole('button', { name: '建立草稿' }).click();
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.getByText('待审核', { exact: true }).first().waitFor();

    const reviewer = await signIn('程远', 'reviewer');
    await reviewer.goto(`${url}/catalogue/drafts`);
    await reviewer.getByText('待您审核').waitFor();
    await shoot(reviewer, 'catalogue-drafts');
    expect(await axe(reviewer)).toEqual([]);
    await reviewer.getByRole('link', { name: '垫江县社会保险政务服务事项目录清单' }).click();
    await reviewer.getByRole('button', { name: '审核通过' }).click();
    await reviewer.getByRole('link', { name: '去发布' }).click();
    await reviewer.getByRole('button', { name: '检查影响' }).click();
    await reviewer.getByText(/^评测问题/).waitFor({ timeout: 120_000 });
    await reviewer.getByLabel('发布说明').fill('导入社会保险清单');
    const reason = reviewer.getByLabel(/为什么仍要发布/);
    if (await reason.isVisible()) {
      await reviewer.getByRole('button', { name: '发布' }).click();
      await reviewer.getByText(/请写明为什么仍要发布/).waitFor();
      await reason.fill('清单照原文导入，要素以后补齐');
    }
    await shoot(reviewer, 'catalogue-check', true);
    expect(await axe(reviewer)).toEqual([]);
    await reviewer.getByRole('button', { name: '发布' }).click();
    await reviewer.getByText('已作为第2版发布').waitFor({ timeout: 60_000 });
    const names = catalogue.current().items.map(({ name }) => name);
    expect(names).toContain('工伤认定');
    expect(names.join()).not.toContain('失业登记');
    expect(errors).toEqual([]);
    for (const page of [editor, reviewer]) expect(await page.evaluate("'attacked' in window")).toBe(false);
  });

  it('tells the second of two editors, loses nothing that was typed, and shows the preview', async () => {
    const { url, signIn, errors } = await startDesk();
    const open = async (page: Page) => {
      await page.goto(`${url}/catalogue`);
      await page.getByRole('link', { name: '补、换社会保障卡' }).click();
      await page.getByRole('button', { name: '编辑' }).click();
      await page.locator('[data-field="serviceHours"]').waitFor();
    };
    const setHours = async (page: Page, hours: string) => {
      const field = page.locator('[data-field="serviceHours"]');
      await field.getByLabel('办理时间怎样改').selectOption('set');
      await field.getByLabel('说明日期').fill('2026-05-20');
      await field.getByLabel('怎样得知').fill(SCRIPT);
      await field.getByLabel('办理时间改为').fill(hours);
      await page.getByRole('button', { name: '保存草稿' }).click();
    };
    const [first, second] = [await signIn('安静', 'editor'), await signIn('白鹭', 'editor')];
    const order = async () => (await first.locator('tbody td:first-child a').allTextContents()).join('、');
    await first.getByRole('button', { name: /^能答/ }).click();
    await first.locator('th[aria-sort="ascending"]').waitFor();
    expect(await order()).toMatch(/信息查询.*社会保障卡/);
    await first.getByRole('button', { name: /^能答/ }).click();
    await first.locator('th[aria-sort="descending"]').waitFor();
    await expect.poll(order).toMatch(/社会保障卡.*信息查询/);
    await shoot(first, 'catalogue-entries');
    expect(await axe(first)).toEqual([]);
    await open(first);
    await open(second);
    await setHours(first, '工作日9:00-12:00');
    await first.locator('td.after', { hasText: '工作日9:00-12:00' }).waitFor();
    await setHours(second, '工作日8:00-18:00');
    await second.getByText('安静在您之后保存过这份草稿').waitFor();
    await second.getByText(/现在的草稿是：工作日9:00-12:00/).waitFor();
    expect(await second.getByLabel('办理时间改为').inputValue()).toBe('工作日8:00-18:00');
    await shoot(second, 'catalogue-conflict');

    await first.getByLabel('居民这样问').fill('社会保障卡补换几点上班');
    await first.getByRole('button', { name: '预览', exact: true }).click();
    await first.locator('.bubble').first().waitFor({ timeout: 60_000 });
    expect(await first.locator('.bubble').first().textContent()).toContain('9:00');
    await shoot(first, 'catalogue-draft', true);
    expect(await axe(first)).toEqual([]);
    expect(errors).toEqual([]);
    expect(await first.evaluate("'attacked' in window")).toBe(false);
  });

  it('shows nothing to a role that may not, and refuses a file of more than 50 MB', async () => {
    const { url, signIn } = await startDesk();
    const agent = await signIn('热线', 'agent');
    await agent.goto(`${url}/catalogue`);
    await agent.waitForURL(/\/staff\/forbidden/);
    expect(await agent.getByRole('link', { name: '目录台' }).count()).toBe(0);

    const editor = await signIn('安静', 'editor', { width: 360, height: 740 });
    await editor.goto(`${url}/catalogue/imports`);
    const status = await editor.evaluate(async () => {
      const session = (await (await fetch('/api/v1/staff/session')).json()) as { csrfToken: string };
      const reply = await fetch('/api/v1/staff/catalogue/imports?file=list.txt&region=500231', {
        method: 'POST',
        headers: { 'X-CSRF-Token': session.csrfToken, 'Content-Type': 'application/octet-stream' },
        body: new Blob([new Uint8Array(50 * 1024 * 1024 + 1)]),
      });
      return [reply.status, ((await reply.json()) as { detail: string }).detail];
    });
    expect(status).toEqual([413, expect.stringContaining('50 MB')]);
    await shoot(editor, 'catalogue-imports-360', true);
    expect(await axe(editor)).toEqual([]);
  });
});
