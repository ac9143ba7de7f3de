import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runCommand } from '../../src/cli/arguments.js';
import { projectPath } from '../../src/project-root.js';
import { startDeskServer } from './desk-server.js';
import { launch, openDesk } from './open-desk.js';

/** Pages of the catalogue desk, and what is there once they are drawn. */
const CATALOGUE_PAGES = [
  ['questions', 'tbody tr'],
  ['corrections', '.correction'],
  ['notices', '.posted .line'],
  ['figures', 'canvas, svg'],
] as const;
/** Asked before the pictures are taken; the first two are in no list. */
const ASKED = [
  '屋头的小崽崽打防疫那个本本找不到了整哪样',
  '我们湾湾头那口老井归哪个管',
  '社保卡丢了怎么补',
  '低保要什么材料',
  '居住证咋个办',
  '不动产登记收费多少',
];

/** Makes the pictures of docs/DESK.md anew, from the pages as they are built. */
runCommand(async () => {
  const folder = projectPath('docs', 'images');
  mkdirSync(folder, { recursive: true });
  const server = await startDeskServer(null);
  const browser = await launch(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium');
  try {
    const page = await openDesk(browser, server.url);
    const shoot = (name: string): Promise<unknown> => {
      const path = join(folder, `${name}.png`);
      console.error(path);
      return page.screenshot({ path, animations: 'disabled' });
    };
    await callFrom(page, '垫江');
    await page.keyboard.press('/');
    await page.keyboard.type('社保卡');
    await page.locator('#entries li').first().waitFor();
    await shoot('desk-typing');
    await page.keyboard.type('丢了怎么补');
    await page.keyboard.press('Enter');
    await page.locator('.large h2').waitFor();
    await page.locator('.box', { hasText: '就近办理点' }).locator('p, .place').first().waitFor();
    await shoot('desk-answer');
    await page.keyboard.press('c');
    await page.locator('.compare tbody tr').first().waitFor();
    await shoot('desk-compare');
    await page.keyboard.press('Escape');
    await page.locator('.el-dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await page.locator('.frame').waitFor();
    await shoot('desk-why');
    await work(page);
    for (const [name, ready] of CATALOGUE_PAGES) {
      await page.goto(`${server.url}/catalogue/${name}`);
      await page.locator(ready).first().waitFor();
      // Charts grow into place.
      await page.waitForTimeout(1_500);
      await shoot(`catalogue-${name}`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

async function callFrom(page: Page, region: string): Promise<void> {
  await page.locator('#region').fill(region);
  await page.locator('#regions li').first().waitFor();
  await page.locator('#region').press('Enter');
}

/** What the pages of keepers show: questions, a notice and a correction. */
async function work(page: Page): Promise<void> {
  await page.evaluate(async (questions) => {
    const session = (await (await fetch('/api/v1/staff/session')).json()) as { csrfToken: string };
    const post = async (path: string, body: object): Promise<void> => {
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken };
      const reply = await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    };
    for (const [at, question] of questions.entries())
      for (let time = 0; time <= at; time++) await post('/ask', { question, region: '垫江县' });
    await post('/staff/corrections', {
      itemId: 'dj-017',
      region: '500231',
      element: 'materials',
      text: '窗口说现在不用交登记照了',
    });
    await post('/staff/notices', {
      kind: 'suspension',
      text: '系统升级，暂停办理社会保障卡业务',
      source: '垫江县人力社保局',
      url: null,
      region: '500231',
      scope: 'items',
      agency: null,
      items: ['dj-017'],
      from: '2026-01-01T09:00',
      until: '2099-12-31T23:59',
    });
  }, ASKED);
  // Questions are written some time after they were answered.
  await page.waitForTimeout(1_500);
}
