import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Correction } from '../../entities/correction.js';
import { keepQuestions } from '../catalogue-desk/running-desk.js';
import { grantOf } from '../staff/support.js';
import { axe } from './axe.js';
import { browserMissing, shoot } from './chromium.js';
import { keeperPage, openDesk } from './keeper.js';

const QUESTIONS = '/catalogue/questions';
const CORRECTIONS = '/catalogue/corrections';
const SCRIPT = '<img src=x onerror="window.hit=1">';
const ASKED = '崽崽戳针针的小簿簿泡汤了整哪样';
const HERE = { regions: ['500231'] };

describe.skipIf(browserMissing)('the quality loop', { timeout: 240_000 }, () => {
  const desk = openDesk();

  /** As residents ask, until the questions are kept. */
  async function ask(...questions: string[]): Promise<string[]> {
    const kinds: string[] = [];
    for (const question of questions)
      kinds.push((await desk.server.wenban.frontDoor.ask({ question, region: '垫江县' })).kind);
    await desk.server.wenban.asked.flush();
    return kinds;
  }

  async function open(page: Page, question: string): Promise<void> {
    await page.goto(desk.server.url + QUESTIONS);
    await page.getByRole('link', { name: question }).click();
    await page.getByRole('heading', { name: /^怎样处理/ }).waitFor();
  }

  it('turns a group of unanswered questions into a wording that a second person accepts, and is answered', async () => {
    expect(await ask(ASKED, ASKED)).toEqual(['none', 'none']);
    const editor = await keeperPage(desk.browser, desk.server, QUESTIONS, {
      name: '安静',
      grant: grantOf('editor', HERE),
    });
    await editor.getByRole('link', { name: ASKED }).waitFor();
    await shoot(editor, 'questions');
    expect(await axe(editor)).toEqual([]);
    await open(editor, ASKED);
    await editor.getByRole('radio', { name: /^加问法/ }).check();
    await editor.getByLabel('找事项').fill('预防接种证');
    await editor.getByRole('button', { name: '查找' }).click();
    await editor.getByRole('button', { name: '选 预防接种服务' }).click();
    const id = (await editor.locator('form p small').textContent()) ?? '';
    await shoot(editor, 'questions-wording', true);
    expect(await axe(editor)).toEqual([]);
    await editor.getByRole('button', { name: '建立草稿' }).click();
    await editor.getByRole('heading', { name: /^草稿：问法/ }).waitFor();
    await editor.getByRole('list', { name: '居民的提问' }).getByText(ASKED).waitFor();
    const draft = editor.url();
    await shoot(editor, 'questions-draft', true);
    expect(await axe(editor)).toEqual([]);
    await editor.getByRole('button', { name: '检查影响' }).click();
    await editor.waitForURL(/\/catalogue\/publish\//);
    await editor.reload();
    await editor.getByText(/^居民的提问/).waitFor({ timeout: 120_000 });
    const asked = editor.locator('table.asked tbody tr');
    expect(await asked.locator('td').allTextContents()).toEqual([
      expect.stringContaining(ASKED),
      '2',
      '答“没有”',
      expect.stringMatching(/^直接答复：.*预防接种/),
    ]);
    await shoot(editor, 'questions-check', true);
    expect(await axe(editor)).toEqual([]);
    await editor.goto(draft);
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.getByText('待审核', { exact: true }).first().waitFor();

    const reviewer = await keeperPage(desk.browser, desk.server, '/catalogue/drafts', {
      name: '程远',
      grant: grantOf('reviewer', HERE),
    });
    await reviewer.getByText('待您审核').waitFor();
    await reviewer.getByRole('link', { name: /^问法/ }).click();
    await reviewer.getByRole('button', { name: '审核通过' }).click();
    await reviewer.getByRole('link', { name: '去发布' }).click();
    await reviewer.getByRole('heading', { name: '做过的检查' }).waitFor();
    reviewer.setDefaultTimeout(120_000);
    await reviewer.getByRole('button', { name: '检查影响' }).click();
    await reviewer.getByLabel('发布说明').fill('补充接种证的问法', { timeout: 120_000 });
    await reviewer.getByRole('button', { name: '发布' }).click();
    await reviewer.getByText(/已作为第\d+版发布/).waitFor({ timeout: 60_000 });

    const told = await desk.server.wenban.frontDoor.ask({ question: ASKED, region: '垫江县' });
    expect([told.kind, told.answer?.item.id]).toEqual(['answer', id]);
    await editor.goto(desk.server.url + QUESTIONS);
    await editor.getByText('没有这样的提问。').waitFor();
    await editor.getByLabel('状态').selectOption('done');
    await editor.getByText('已加问法').waitFor();
    await shoot(editor, 'questions-done');
    await editor.goto(`${desk.server.url}/catalogue/language`);
    await editor.getByRole('cell', { name: ASKED, exact: true }).waitFor();
    await shoot(editor, 'questions-language');
    expect(await axe(editor)).toEqual([]);
    await editor.getByRole('button', { name: `撤下：${ASKED}` }).click();
    await editor.getByRole('heading', { name: /^草稿：撤下问法/ }).waitFor();
    await editor.getByRole('button', { name: '放弃草稿' }).click();
    await editor.getByText('已放弃', { exact: true }).waitFor();
  });

  it('tells the second of two keepers, and shows what residents wrote as text', async () => {
    const question = `我们湾湾头那口老井归哪个管${SCRIPT}`;
    await keepQuestions(desk.server.wenban.dataSource, [question]);
    const [first, second] = (await Promise.all(
      ['白鹭', '陈静'].map((name) =>
        keeperPage(desk.browser, desk.server, QUESTIONS, { name, grant: grantOf('editor') }),
      ),
    )) as [Page, Page];
    await open(first, question);
    await open(second, question);
    for (const page of [first, second]) {
      await page.getByRole('radio', { name: /^不归我们管/ }).check();
      await page.getByLabel('话题').fill(`搭凉棚${SCRIPT}`);
      await page.getByLabel(/^该找谁/).fill(SCRIPT);
    }
    await first.getByRole('button', { name: '建立草稿' }).click();
    await first.getByText(`告诉居民：${SCRIPT}`).waitFor();
    await second.getByRole('button', { name: '建立草稿' }).click();
    await second.getByText('这组提问白鹭刚处理过').waitFor();
    expect(await second.getByLabel('话题').inputValue()).toBe(`搭凉棚${SCRIPT}`);
    await shoot(second, 'questions-taken', true);
    expect(await axe(second)).toEqual([]);
    await second.getByRole('button', { name: '载入最新的' }).click();
    await second.getByText('不归我们管，待发布').waitFor();

    // The same draft in two windows: what the second one typed stays on the page.
    await second.goto(first.url());
    await second.getByLabel(/^问法/).waitFor();
    for (const [page, text] of [
      [first, '搭凉棚要不要批'],
      [second, '搭棚子'],
    ] as const) {
      await page.getByLabel(/^问法/).fill(text);
      await page.getByRole('button', { name: '保存草稿' }).click();
      if (page === first) await page.getByRole('list', { name: '补充的说法' }).getByText(text).waitFor();
    }
    await second.getByText('现在的草稿是：搭凉棚要不要批').waitFor();
    expect(await second.getByLabel(/^问法/).inputValue()).toBe('搭棚子');
    for (const page of [first, second]) expect(await page.evaluate("'hit' in window")).toBe(false);
  });

  it('follows a correction from the report to the answer', async () => {
    const itemId = 'dj-017';
    const { dataSource, catalogue } = desk.server.wenban;
    const card = catalogue
      .current()
      .items.find(({ id }) => id === itemId)
      ?.implementations.find(({ regionCode }) => regionCode === '500231');
    const report = (text: string, dueOn: string): Correction => ({
      id: randomUUID(),
      createdAt: '2026-01-05T08:00:00.000Z',
      itemId,
      itemName: '补、换社会保障卡',
      regionCode: '500231',
      element: 'materials',
      text,
      agency: card?.agency ?? null,
      dueOn,
      status: 'open',
      reporter: '话务员',
      handler: null,
      reply: null,
      closedAt: null,
      version: 1,
    });
    await dataSource.manager.insert(Correction, [
      report('不要照片了', '2099-01-01'),
      report(`地址搬了${SCRIPT}`, '2026-01-26'),
    ]);
    const grant = grantOf('editor', HERE);
    const page = await keeperPage(desk.browser, desk.server, CORRECTIONS, { name: '县人力社保局', grant });
    const cards = page.getByRole('article');
    await cards.first().getByText(`地址搬了${SCRIPT}`).waitFor();
    await cards.first().getByText('逾期', { exact: true }).waitFor();
    await shoot(page, 'corrections', true);
    expect(await axe(page)).toEqual([]);
    const second = await keeperPage(desk.browser, desk.server, CORRECTIONS, { name: '县社保所', grant });
    await second
      .getByRole('article')
      .first()
      .getByLabel(/^处理结果/)
      .fill('已改为新地址');
    await cards.first().getByRole('button', { name: '接手' }).click();
    await cards.first().getByText('处理中', { exact: true }).waitFor();
    await second.getByRole('article').first().getByRole('button', { name: '已改正' }).click();
    await second.getByText(/已被他人修改/).waitFor();
    expect(
      await second
        .getByRole('article')
        .first()
        .getByLabel(/^处理结果/)
        .inputValue(),
    ).toBe('已改为新地址');
    await shoot(second, 'corrections-conflict', true);
    await second.getByRole('button', { name: /^载入最新的/ }).click();
    await second.getByText('县人力社保局 办理').waitFor();
    expect(
      await second
        .getByRole('article')
        .first()
        .getByLabel(/^处理结果/)
        .inputValue(),
    ).toBe('已改为新地址');

    await cards.first().getByRole('link', { name: '补、换社会保障卡' }).click();
    await page.getByRole('button', { name: '编辑', exact: true }).waitFor();
    await page.goBack();
    await page.waitForLoadState('networkidle');
    await cards.first().getByRole('button', { name: '已改正' }).click();
    await page.getByText(/请写明改了什么/).waitFor();
    await cards
      .first()
      .getByLabel(/^处理结果/)
      .fill('已按新地址修改条目');
    await cards.first().getByRole('button', { name: '已改正' }).click();
    await cards.first().getByText('答复：').waitFor();
    await page.getByLabel('状态').selectOption('corrected');
    await page.getByText('共 1 件').waitFor();
    await page.getByText('县人力社保局 办理').waitFor();
    await page.getByLabel('只看逾期的').check();
    await page.getByText('没有这样的纠错。').waitFor();
    expect(await page.evaluate("'hit' in window")).toBe(false);
    const elsewhere = await keeperPage(desk.browser, desk.server, CORRECTIONS, {
      name: '大足',
      grant: grantOf('editor', { regions: ['500111'] }),
    });
    await elsewhere.getByText('没有这样的纠错。').waitFor();
  });

  it.each([
    ['on a telephone', { viewport: { width: 360, height: 740 } }, '360'],
    // 200 % of a window of 1440 px.
    ['at 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, '200'],
  ])('fits %s', async (_, options, picture) => {
    const question = `${picture}号老井归哪个管，${'打水'.repeat(60)}`;
    await keepQuestions(desk.server.wenban.dataSource, [question, '鸭子跑到河里头了']);
    const grant = grantOf('administrator');
    const page = await keeperPage(desk.browser, desk.server, QUESTIONS, {
      name: `窗口${picture}`,
      grant,
      ...options,
    });
    const look = async (name: string) => {
      await shoot(page, `${name}-${picture}`, true);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), name).toBe(false);
    };
    await page.getByText(/^共 /).waitFor();
    await look('questions');
    await open(page, question);
    await page.getByRole('radio', { name: /^加问法/ }).check();
    await look('questions-group');
    await page.goto(desk.server.url + CORRECTIONS);
    await page.getByText(/共 \d+ 件/).waitFor();
    await look('corrections');
    await page.goto(`${desk.server.url}/catalogue/language`);
    await page.getByRole('heading', { name: '补充的说法' }).waitFor();
    await look('language');
  });

  it('is not shown to a role that may not', async () => {
    const page = await keeperPage(desk.browser, desk.server, '/desk', {
      name: '热线',
      grant: grantOf('agent'),
    });
    for (const path of [QUESTIONS, CORRECTIONS, '/catalogue/language']) {
      await page.goto(desk.server.url + path);
      await page.waitForURL(/\/staff\/forbidden/);
    }
    const reviewer = await keeperPage(desk.browser, desk.server, QUESTIONS, {
      name: '只审',
      grant: grantOf('reviewer'),
    });
    await keepQuestions(desk.server.wenban.dataSource, ['坛坛罐罐埋在地头哪个晓得']);
    await reviewer.getByRole('button', { name: '查找' }).click();
    await reviewer.getByRole('link', { name: '坛坛罐罐埋在地头哪个晓得' }).click();
    await reviewer.getByText('您没有编辑的权限，只能查看。').waitFor();
    expect(await reviewer.getByRole('button', { name: '建立草稿' }).count()).toBe(0);
  });
});
