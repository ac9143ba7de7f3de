import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallNote } from '../../entities/call-note.js';
import { Correction } from '../../entities/correction.js';
import { MOST_TRIES_PER_NAME } from '../../src/staff/sign-in-tries.js';
import { grantOf, PASSWORD } from '../staff/support.js';
import { type DeskServer, startDeskServer } from '../support/desk-server.js';
import { browserMissing, launchChromium, shoot } from './chromium.js';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOSTILE = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>"'{{1+1}}`;

describe.skipIf(browserMissing)('the desk of an agent', { timeout: 180_000 }, () => {
  let browser: Browser;
  let server: DeskServer;
  let page: Page;
  /** Errors of the page and calls to other hosts. */
  let complaints: string[] = [];

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startDeskServer()]);
    for (const [name, role] of [
      ['话务员', 'agent'],
      ['编辑', 'editor'],
      ['管理员', 'administrator'],
    ] as const)
      await server.staff.accounts.create('命令行', name, PASSWORD, [grantOf(role)]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    await page?.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(path = '/desk', options: BrowserContextOptions = {}): Promise<Page> {
    complaints = [];
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    await page.goto(server.url + path);
    return page;
  }

  /** Signs in with the keyboard alone. */
  async function signIn(name = '话务员', path = '/desk', options: BrowserContextOptions = {}): Promise<void> {
    await open(path, options);
    await page.locator('#name').waitFor();
    await page.locator('#name').focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.bar .who').waitFor();
  }

  async function ask(words: string): Promise<void> {
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.locator('.card[aria-busy="false"] .title').waitFor();
  }

  const large = () => page.locator('.large');
  const session = async () => (await page.context().cookies()).find(({ name }) => name === 'wenban_staff');

  async function seriousFindings(): Promise<string[]> {
    await page.evaluate(axeSource);
    const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  it('takes a call from the first letter to its note, by keyboard only', async () => {
    await signIn();
    await page.locator('#search:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#region').focus();
    await page.keyboard.type('垫江');
    await page.locator('#regions li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.type('社');
    await page.locator('#entries li').first().waitFor();
    await page.keyboard.type('保卡丢了怎么补');
    await page.keyboard.press('Enter');
    await large().waitFor();
    expect(await page.locator('.title').textContent()).toMatch(/补、换社会保障卡.*垫江县/s);
    expect(await large().textContent()).toMatch(/办理流程.*(原文|推算)/s);
    expect(await large().locator('.source').textContent()).toMatch(/出处：《.+》/);
    // Everything in view, nothing to scroll.
    const overflow = 'document.documentElement.scrollHeight - innerHeight';
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    const tiles = await page.locator('.tile').all();
    expect(tiles.length).toBeGreaterThan(8);
    for (const tile of tiles) {
      const box = await tile.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
    }
    await page.keyboard.press('2');
    expect(await large().textContent()).toContain('申请材料');
    await page.keyboard.press('Control+c');
    const sms = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(sms).toContain('社会保障卡');
    expect([...sms].length).toBeLessThanOrEqual(140);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.title', { hasText: '挂失' }).waitFor();
    await page.keyboard.press('b');
    await page.keyboard.type('说好周一去');
    await page.keyboard.press('Alt+1');
    await page.locator('.idle').waitFor();
    await page.locator('#search:focus').waitFor();
    expect(await page.locator('#region').inputValue()).toBe('');
    const notes = await server.wenban.dataSource.manager.find(CallNote);
    expect(notes).toMatchObject([
      {
        account: '话务员',
        regionCode: '500231',
        question: '社保卡丢了怎么补',
        outcome: 'solved',
        note: '说好周一去',
      },
    ]);
  });

  it('puts near twins side by side, says why, and gives eligibility and 一件事 while talking', async () => {
    await signIn();
    await ask('社保卡丢了怎么补');
    await page.keyboard.press('c');
    await page.locator('.compare tbody tr').first().waitFor();
    expect(await page.locator('.compare thead th').count()).toBe(4);
    expect(await page.locator('.compare tbody tr').count()).toBe(36);
    expect(await page.locator('.compare .differs').count()).toBeGreaterThan(3);
    await page.keyboard.press('Escape');
    await page.locator('.compare').waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await page.locator('.frame', { hasText: '社会保障卡' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.frame').waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await page.locator('.benefits .benefit').first().waitFor();
    await page.keyboard.type('82');
    await page.keyboard.press('Enter');
    await page.locator('.told li', { hasText: '82' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.told').waitFor({ state: 'detached' });
    await page.keyboard.press('l');
    await page.locator('.event').first().waitFor();
    await page.locator('.event').first().press('1');
    await page.locator('.view ol li').first().waitFor();
  });

  it('sends a correction to the agency with one key', async () => {
    await signIn();
    await ask('社保卡丢了怎么补');
    await page.keyboard.press('2');
    await page.keyboard.press('r');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('现在不要照片了');
    await page.keyboard.press('Control+Enter');
    await page.locator('.el-message', { hasText: /已转.*前答复/ }).waitFor();
    const corrections = await server.wenban.dataSource.manager.find(Correction);
    expect(corrections).toMatchObject([
      { element: 'materials', text: '现在不要照片了', reporter: '话务员', status: 'open' },
    ]);
  });

  it('shows the conversation of a caller who tells the code', async () => {
    await signIn();
    const chat = (question: string, sessionId?: string) =>
      page.request
        .post(`${server.url}/api/v1/ask`, { data: { question, sessionId, region: '垫江县' } })
        .then((response) => response.json());
    const { sessionId } = await chat('社保卡丢了怎么补，我电话13812345678');
    const { handOver } = await chat('转人工', sessionId);
    await page.locator('#search').press('Escape');
    await page.locator('.card').focus();
    await page.keyboard.press('h');
    await page.locator('input[aria-label="6 位交接码"]:focus').waitFor();
    await page.keyboard.type(handOver.code);
    await page.keyboard.press('Enter');
    await page.locator('.turns li').first().waitFor();
    expect(await page.locator('.turns').textContent()).toMatch(/社保卡丢了怎么补，我电话\*\*\*/);
    await page.locator('.turns .link').first().press('Enter');
    await page.locator('.title', { hasText: '社会保障卡' }).waitFor();
    expect(await page.locator('#region').inputValue()).toBe('垫江县');
  });

  it('refuses a wrong password and a locked account, in the words of the server', async () => {
    await server.staff.accounts.create('命令行', '锁', `${PASSWORD}-x`, [grantOf('agent')]).catch(() => {});
    await open();
    const attempt = async (name: string, password: string): Promise<string> => {
      await page.locator('#name').fill(name);
      await page.locator('#password').fill(password);
      const answered = page.waitForResponse((response) => response.url().endsWith('/staff/session'));
      await page.locator('#password').press('Enter');
      await answered;
      return (await page.locator('.fault').textContent()) ?? '';
    };
    expect(await attempt('话务员', 'wrong')).toMatch(/用户名、密码或动态验证码不正确/);
    for (let i = 0; i < MOST_TRIES_PER_NAME; i++)
      await server.staff.tries.count({ nameKey: '编辑', client: 'elsewhere' });
    expect(await attempt('编辑', PASSWORD)).toMatch(/已暂时锁定，请在 15 分钟后再试/);
    expect(await session()).toBeUndefined();
    await server.staff.tries.unlock('编辑');
    await server.staff.tries.unlock('话务员');
  });

  it('shows nothing that one may not do, and does not let one there', async () => {
    await signIn('话务员', '/staff/accounts');
    await page.getByRole('heading', { name: '没有权限' }).waitFor();
    expect(await page.locator('.nav-link').allTextContents()).not.toContain('账号');
    await page.goto(`${server.url}/desk`);
    await page.locator('#search').waitFor();
    await page.context().clearCookies();
    await signIn('管理员', '/staff/accounts');
    await page.locator('.list tbody tr').first().waitFor();
    expect(await page.locator('.list').textContent()).toContain('话务员');
  });

  it('believes no forged cookie, no missing token and no session that was left', async () => {
    await signIn();
    const cookie = await session();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate('document.cookie')).toBe('');
    const save =
      "fetch('/api/v1/staff/calls', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then((r) => r.json()).then((p) => p.code)";
    expect(await page.evaluate(save)).toBe('staff.csrf');
    await page.getByRole('button', { name: '退出' }).click();
    await page.locator('#name').waitFor();
    for (const value of [cookie?.value ?? '', 'a'.repeat(43), '<script>']) {
      const headers = { Cookie: `wenban_staff=${value}` };
      expect((await page.request.get(`${server.url}/api/v1/staff/session`, { headers })).status()).toBe(401);
    }
  });

  it('shows script as text in every field', async () => {
    await signIn();
    await ask(HOSTILE);
    await page.keyboard.press('w');
    await page.locator('.frame').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.frame').waitFor({ state: 'detached' });
    await page.locator('#region').fill(HOSTILE);
    await page.locator('#region').press('Escape');
    await ask('社保卡丢了怎么补');
    await page.keyboard.press('r');
    await page.locator('textarea:focus').fill(HOSTILE);
    await page.keyboard.press('Control+Enter');
    await page.locator('.el-message').waitFor();
    await page.locator('textarea:focus').waitFor({ state: 'detached' });
    await page.locator('#note').fill(HOSTILE);
    await page.locator('input[aria-label="转办单位"]').fill(HOSTILE);
    await page.keyboard.press('Alt+2');
    await page.locator('.idle').waitFor();
    await page.context().clearCookies();
    await page.goto(`${server.url}/staff/login?next=javascript:alert(1)`);
    await page.locator('#name').fill(HOSTILE);
    await page.locator('#password').fill(HOSTILE);
    await page.locator('#password').press('Enter');
    await page.locator('.fault').waitFor();
    expect(await page.evaluate('window.hit')).toBeUndefined();
    const [note] = await server.wenban.dataSource.manager.find(CallNote, {
      order: { createdAt: 'DESC' },
      take: 1,
    });
    expect(note?.note).toBe(HOSTILE);
  });

  it.each([
    ['phone', { viewport: { width: 360, height: 740 } }],
    ['desk', { viewport: { width: 1440, height: 900 } }],
    // What a page sees at 200 % zoom of 1440×900.
    ['zoomed', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }],
  ])('has no serious fault of access: %s', async (view, options) => {
    await open('/desk', options);
    await page.locator('#name').waitFor();
    expect(await seriousFindings()).toEqual([]);
    await shoot(page, `desk-login-${view}`, true);
    await page.context().close();
    await signIn('管理员', '/desk', options);
    await ask('社保卡丢了怎么补');
    await page.locator('.box', { hasText: '就近办理点' }).locator('p, .place').first().waitFor();
    expect(await seriousFindings()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await shoot(page, `desk-card-${view}`, true);
    for (const key of ['c', 'w', 'r', 'e', 'l', 'h']) {
      await page.locator('.card').focus();
      await page.keyboard.press(key);
      await page.locator('.el-dialog').waitFor();
      await page.locator('.el-dialog table, .el-dialog form, .benefit, .event').first().waitFor();
      // A dialog that is still coming up is see-through, which axe takes for a lack of contrast.
      await page.locator('.dialog-fade-enter-active').waitFor({ state: 'detached' });
      expect(await seriousFindings(), key).toEqual([]);
      await shoot(page, `desk-${key}-${view}`);
      await page.keyboard.press('Escape');
      await page.locator('.el-dialog').waitFor({ state: 'detached' });
    }
    for (const path of ['/staff/accounts', '/staff/audit', '/staff/me']) {
      await page.goto(server.url + path);
      await page.locator('table tbody tr, form').first().waitFor();
      expect(await seriousFindings(), path).toEqual([]);
      await shoot(page, `desk${path.replaceAll('/', '-')}-${view}`, true);
    }
  });

  it('goes on answering while the database is away, says that it cannot save, and loses nothing', async () => {
    await signIn();
    await page.locator('#note').fill('还没记下');
    await server.wenban.dataSource.destroy();
    try {
      await page.locator('.card').focus();
      await page.keyboard.press('Alt+1');
      await page.locator('.banner', { hasText: '暂时不能保存' }).waitFor();
      await ask('社保卡丢了怎么补');
      expect(await page.locator('.title').textContent()).toContain('社会保障卡');
      expect(await page.locator('#note').inputValue()).toBe('还没记下');
      await page.reload();
      await page.locator('.banner').waitFor();
      await ask('居住证怎么办');
      expect(await page.locator('.title').textContent()).toContain('居住证');
    } finally {
      await server.wenban.dataSource.initialize();
    }
    await page.locator('.banner').waitFor({ state: 'detached' });
    await page.locator('.bar .who', { hasText: '话务员' }).waitFor();
  });
});
