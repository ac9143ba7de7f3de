import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askOnPage, browserMissing, launchChromium, openChat } from './chromium.js';
import { type StubServer, startStubServer } from './stub-server.js';

/** What only canned replies can provoke: faults, choices, hostile text, and the fine points of typing. */
describe.skipIf(browserMissing)('chat page against canned replies', { timeout: 30_000 }, () => {
  let browser: Browser;
  let stub: StubServer;
  let page: Page;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([launchChromium(), startStubServer()]);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });
  beforeEach(async () => {
    stub.posted.length = 0;
    ({ page } = await openChat(browser, stub.url));
    return () => page.context().close();
  });

  const questions = () => stub.posted.map(({ body }) => body.question);

  it('offers choices as buttons and as numbers, and repeats neither in the text', async () => {
    await askOnPage(page, '不动产怎么弄');
    expect(await page.locator('.choice-name').allTextContents()).toHaveLength(3);
    expect(await page.locator('.card-clarify > .line').allTextContents()).toEqual([
      '您说的是下面哪一项？回复数字就行：',
      '也可以换个说法再问。',
    ]);
    await page.locator('.choice').first().click();
    await page.locator('.card-answer').waitFor();
    expect(await page.locator('.asked').last().textContent()).toContain('不动产登记');
    expect(await page.evaluate('document.activeElement.className')).toContain('card-answer');
    await askOnPage(page, '不动产怎么弄');
    await askOnPage(page, '2');
    expect(await page.locator('.asked').last().textContent()).toContain('2（不动产登记资料查询）');
    // The first question is long past: a number would mean nothing to the server.
    await page.locator('.card-clarify').first().locator('.choice').nth(1).click();
    await expect.poll(questions).toEqual(['不动产怎么弄', '1', '不动产怎么弄', '2', '不动产登记资料查询']);
  });

  it('keeps the question through a broken connection and sends it again on 重试', async () => {
    await page.route('**/api/v1/ask', (route) => route.abort(), { times: 1 });
    await askOnPage(page, '断线时问的社保卡');
    expect(await page.locator('.card-failure').textContent()).toContain('请检查网络后重试');
    expect(await page.locator('.asked').textContent()).toContain('断线时问的社保卡');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.card-answer').waitFor();
    expect(questions()).toEqual(['断线时问的社保卡']);
    expect(await page.locator('.card-failure').count()).toBe(0);
  });

  it('gives a failed question back for editing', async () => {
    await askOnPage(page, '出错的问题');
    expect(await page.locator('.card-failure').textContent()).toContain('系统暂时没有答上来');
    await page.getByRole('button', { name: '改一改再问' }).click();
    expect(await page.locator('#question').inputValue()).toBe('出错的问题');
    expect(await page.locator('.turn').count()).toBe(0);
  });

  it('shows what the server refused, without offering to repeat it', async () => {
    await askOnPage(page, '拒绝');
    expect(await page.locator('.card-failure').textContent()).toContain('没有名为“火星”的地区');
    expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0);
  });

  it('waits as long as the server asks before a retry', async () => {
    await askOnPage(page, '限流');
    const retry = page.locator('.card-failure .solid');
    expect(await retry.textContent()).toBe('1 秒后可重试');
    expect(await retry.isDisabled()).toBe(true);
    await expect.poll(() => retry.isEnabled(), { timeout: 3_000 }).toBe(true);
  });

  it('sends one question at a time and lets the resident type meanwhile', async () => {
    await page.locator('#question').fill('慢慢查的社保卡');
    await page.locator('#question').press('Enter');
    await page.getByText('正在查清单').waitFor();
    await page.locator('#question').fill('下一个问题');
    await page.locator('#question').press('Enter');
    await page.locator('.card-answer').waitFor({ timeout: 5_000 });
    expect(questions()).toEqual(['慢慢查的社保卡']);
    expect(await page.locator('#question').inputValue()).toBe('下一个问题');
  });

  it('drops the answer of a conversation that was left', async () => {
    await page.locator('#question').fill('慢慢查的社保卡');
    await page.locator('#question').press('Enter');
    await page.getByText('正在查清单').waitFor();
    await page.locator('#fresh').click();
    await askOnPage(page, '谢谢');
    await page.waitForTimeout(1_700);
    expect(await page.locator('.turn').count()).toBe(1);
    expect(await page.locator('.card-answer').count()).toBe(0);
  });

  it('does not send while an input method is composing', async () => {
    await page.locator('#question').focus();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'shebaoka', selectionStart: 8, selectionEnd: 8 });
    await page.keyboard.press('Enter');
    expect(questions()).toEqual([]);
    await devtools.send('Input.insertText', { text: '社保卡丢了' });
    expect(questions()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('.card-answer').waitFor();
    expect(questions()).toHaveLength(1);
    expect(String(questions()[0])).toContain('社保卡丢了');
  });

  it('breaks the line on Shift+Enter and refuses more than 500 characters', async () => {
    const input = page.locator('#question');
    await input.fill('第一行');
    await input.press('Shift+Enter');
    await input.pressSequentially('第二行');
    expect(await input.inputValue()).toBe('第一行\n第二行');
    await input.fill('问'.repeat(501));
    expect(await page.locator('#counter').textContent()).toBe('超出 1 字，请缩短');
    await input.press('Enter');
    await page.locator('#send').click({ force: true });
    expect(questions()).toEqual([]);
    await input.fill('问'.repeat(500));
    await input.press('Enter');
    await page.locator('.card').waitFor();
    expect(String(questions()[0])).toHaveLength(500);
  });

  it('suggests while typing, by keyboard too, and leaves the typed text alone', async () => {
    await page.locator('#question').pressSequentially('社保卡');
    await page.locator('.suggestion').first().waitFor();
    await page.locator('#question').press('ArrowDown');
    expect(await page.locator('#question').getAttribute('aria-activedescendant')).toBe('suggestion-0');
    await page.locator('#question').press('Escape');
    expect(await page.locator('#suggestions').isVisible()).toBe(false);
    expect(await page.locator('#question').inputValue()).toBe('社保卡');
    await page.locator('#question').pressSequentially('怎');
    await page.locator('.suggestion').first().waitFor();
    await page.locator('.suggestion').first().click();
    await page.locator('.card-answer').waitFor();
    expect(questions()).toEqual(['社保卡怎么挂失']);
  });

  it('shows the printed row, fetched when the answer does not carry it', async () => {
    await askOnPage(page, '社保卡丢了怎么补');
    await page.locator('.section-asked .sources > summary').click();
    await page.locator('.section-asked').getByRole('button', { name: '看原文这一行' }).click();
    const row = page.locator('.section-asked .printed-row');
    await row.waitFor();
    expect(await row.textContent()).toContain('补、换社会保障卡');
    expect(await page.locator('.section-asked .source-link').getAttribute('rel')).toBe('noopener noreferrer');
  });

  it('links every number to call, and no other number', async () => {
    await askOnPage(page, '医师执业注册什么时候办');
    const hrefs = await page
      .locator('.section-asked .phone')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual(['tel:02343722345', 'tel:02343721110,8012', 'tel:12345']);
    await askOnPage(page, '社保卡丢了怎么补');
    expect(await page.locator('.turn').last().locator('.phone').first().textContent()).toBe('023-12333');
    expect(await page.locator('.turn').last().locator('.section-asked .phone').count()).toBe(1);
  });

  it('shows markup from the server as text and follows no script address', async () => {
    await askOnPage(page, 'html');
    expect(await page.locator('.item-name').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('.card img, .card script').count()).toBe(0);
    expect(await page.locator('.card a[href^="javascript"]').count()).toBe(0);
  });

  it('copies the answer with its sources as plain text', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await askOnPage(page, '社保卡丢了怎么补');
    await page.getByRole('button', { name: '复制' }).click();
    await page.getByText('已复制').first().waitFor();
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(text).toMatch(/^补、换社会保障卡 · 垫江县/);
    expect(text).toContain('【办理流程】（原文载明）');
    expect(text).toContain('【出处】\n《垫江县乡镇人民政府(街道办事处)通用公共服务事项目录清单(修订)》');
  });

  it('prints one answer of several', async () => {
    await page.evaluate('window.print = () => {}');
    await askOnPage(page, '社保卡丢了怎么补');
    await askOnPage(page, '要带什么材料');
    await page.getByRole('button', { name: '打印' }).last().click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.turn').first().isVisible()).toBe(false);
    expect(await page.locator('.turn').last().isVisible()).toBe(true);
  });

  it('opens for the region a poster names in the address', async () => {
    await page.goto(`${stub.url}/?region=500111`);
    await expect.poll(() => page.locator('#region-name').textContent()).toBe('大足区');
  });

  it('lists regions as the tree does and leaves out provinces that have nothing to answer from', async () => {
    await page.locator('#region').click();
    await page.locator('.region-group').first().waitFor();
    expect(await page.locator('.region-group h3').allTextContents()).toEqual(['重庆市', '四川省', '达州市']);
    const dazhou = page.locator('.region-group').last().locator('.region-option');
    expect(await dazhou.allTextContents()).toEqual(['达州市（全市）', '通川区', '大竹县']);
    await page.locator('#region-search').fill('桂溪');
    await page.getByText('没有找到“桂溪”').waitFor();
    await page.locator('#region-search').fill('大');
    expect(await page.locator('.region-option').allTextContents()).toEqual(['大足区', '大渡口区', '大竹县']);
    await page.locator('#region-search').press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.locator('#region-name').textContent()).toBe('大渡口区');
  });

  it('still answers when the list of regions cannot be had', async () => {
    await page.route('**/api/v1/regions', (route) => route.abort());
    await page.locator('#region').click();
    await page.getByText('地区名单没有取到').waitFor();
    await page.keyboard.press('Escape');
    await askOnPage(page, '社保卡丢了怎么补');
    expect(await page.locator('.card-answer').count()).toBe(1);
  });
});
