import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runCommand } from '../../src/cli/arguments.js';
import { projectPath } from '../../src/project-root.js';
import { startDeskServer } from './desk-server.js';
import { launch, openDesk } from './open-desk.js';

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
