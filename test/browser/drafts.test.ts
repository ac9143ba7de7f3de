import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { grantOf } from '../staff/support.js';
import { browserMissing, shoot } from './chromium.js';
import { keeperPage, openDesk } from './keeper.js';

const HOURS = '工作日9:00-12:00';
const SCRIPT = '<img src=x onerror="window.hit=1">';

/** What a keeper has typed, when something goes another way than planned. */
describe.skipIf(browserMissing)('the draft of an entry', { timeout: 180_000 }, () => {
  const desk = openDesk();

  async function openDraft(name: string): Promise<Page> {
    const grant = grantOf('editor', { regions: ['500231'] });
    const page = await keeperPage(desk.browser, desk.server, '/catalogue', { name, grant });
    await page.getByLabel('事项、机构或编号').fill('补、换社会保障卡');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText(/^共 1 条/).waitFor();
    await page.getByRole('link', { name: '补、换社会保障卡' }).click();
    await page.getByRole('button', { name: '编辑' }).click();
    await page.getByLabel('显示全部要素').check();
    await field(page).getByLabel('办理时间怎样改').selectOption('set');
    return page;
  }

  const field = (page: Page) => page.locator('[data-field="serviceHours"]');

  async function fill(page: Page): Promise<void> {
    await field(page).getByLabel('办理时间改为').fill(HOURS);
    await field(page).getByLabel('说明日期').fill('2026-05-20');
    await field(page).getByLabel('怎样得知').fill('电话核实');
  }

  it('says which element is wrong, takes along what was typed when it is submitted, and is text in the audit log', async () => {
    const page = await openDraft('安静');
    await page.getByRole('button', { name: '保存草稿' }).click();
    const fault = page.getByRole('alert');
    await fault.getByText('办理时间·改为：不能为空').waitFor();
    await fault.getByText('办理时间·依据的日期：应为 2026-07-01 这样的日期').waitFor();
    expect(await fault.textContent()).not.toMatch(/errors|changes|serviceHours/);
    expect(
      await page.evaluate('document.querySelector(".fault").getBoundingClientRect().top'),
    ).toBeGreaterThanOrEqual(0);
    await shoot(page, 'draft-fault');
    await fill(page);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('待审核', { exact: true }).waitFor();
    expect(await page.locator('td.after').textContent()).toContain(HOURS);
    await page.getByLabel(/^说明/).fill(SCRIPT);
    await page.getByRole('button', { name: '放弃草稿' }).click();
    await page.getByText('已放弃', { exact: true }).waitFor();
    await page.getByText(`：${SCRIPT}`).waitFor();

    const grant = grantOf('administrator');
    const audit = await keeperPage(desk.browser, desk.server, '/staff/audit', { name: '王工', grant });
    await audit.locator('.details', { hasText: '<img src=x' }).waitFor();
    // Every action has a name that people read.
    const actions = await audit.locator('tbody td:nth-child(4)').allTextContents();
    expect(actions).toContain('提交审核');
    expect(actions.filter((words) => /[a-z]/.test(words))).toEqual([]);
    await shoot(audit, 'audit', true);
    for (const each of [page, audit]) expect(await each.evaluate("'hit' in window")).toBe(false);
  });

  it('stays while the database is away, is asked for before it is left, and is saved afterwards', async () => {
    const page = await openDraft('白鹭');
    await fill(page);
    await desk.server.wenban.dataSource.destroy();
    try {
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.locator('.banner', { hasText: '暂时不能保存' }).waitFor();
      await page
        .locator('.fault')
        .getByText(/数据库|暂时/)
        .waitFor();
      expect(await field(page).getByLabel('办理时间改为').inputValue()).toBe(HOURS);
    } finally {
      await desk.server.wenban.dataSource.initialize();
    }
    await page.locator('.banner').waitFor({ state: 'detached' });
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('link', { name: '统计' }).click();
    await expect.poll(() => asked).toEqual([expect.stringContaining('还没保存')]);
    expect(await field(page).getByLabel('办理时间改为').inputValue()).toBe(HOURS);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.locator('td.after', { hasText: HOURS }).waitFor();
    await page.getByRole('link', { name: '统计' }).click();
    await page.getByRole('heading', { name: '统计' }).waitFor();
  });
});
