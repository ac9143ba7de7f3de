import { type Browser, chromium, type Page } from 'playwright-core';
import { ACCOUNT } from './desk-server.js';

/** Starts the machine's own Chromium. @param executable - CHROMIUM_PATH, or where Debian puts it. */
export function launch(executable: string): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Signs in and opens the desk as an agent sees it. */
export async function openDesk(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${url}/desk`);
  await page.locator('#name').fill(ACCOUNT.name);
  await page.locator('#password').fill(ACCOUNT.password);
  await page.locator('#password').press('Enter');
  await page.locator('#search:focus').waitFor();
  return page;
}
