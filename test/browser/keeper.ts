import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import type { StaffGrant } from '../../entities/staff-account.js';
import { PASSWORD } from '../staff/support.js';
import { type DeskServer, startDeskServer } from '../support/desk-server.js';
import { launchChromium } from './chromium.js';

/** Everything a page must not do: errors, violations of the Content-Security-Policy, calls to other hosts. */
export const complaints: string[] = [];

/** A browser and a server with desks, there while the tests of a file run. */
export interface OpenDesk {
  browser: Browser;
  server: DeskServer;
}

/** Opens both before the tests of a file and closes them afterwards; after each test no page may have complained. */
export function openDesk(): OpenDesk {
  const desk = {} as OpenDesk;
  beforeAll(async () => {
    [desk.browser, desk.server] = await Promise.all([launchChromium(), startDeskServer()]);
  }, 120_000);
  afterAll(async () => {
    await desk.browser?.close();
    await desk.server?.close();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });
  return desk;
}

/** Signs a new account in and opens a page of the desks. */
export async function keeperPage(
  browser: Browser,
  { url, staff }: Pick<DeskServer, 'url' | 'staff'>,
  path: string,
  { name, grant, ...options }: BrowserContextOptions & { name: string; grant: StaffGrant },
): Promise<Page> {
  await staff.accounts.create('命令行', name, PASSWORD, [grant]);
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  // Machines that test are busy.
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective, e.blockedURI))",
  );
  await page.goto(url + path);
  await page.locator('#name').fill(name);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.who').waitFor();
  await page.waitForURL(url + path);
  return page;
}
