import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Without a browser the page tests are passed over, except in CI, where that would hide a broken page. */
export const browserMissing = !existsSync(EXECUTABLE) && process.env.CI !== 'true';

/** Where the same flows find a real server, without a final slash; unset: the stub. */
export const externalBaseUrl = process.env.WENBAN_BASE_URL;

/** Starts Chromium so that it talks to nothing but the page under test. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Everything a page must never do, collected while it runs. */
export interface Complaints {
  /** Uncaught errors and console errors (CSP violations among them), except failed loads a test provokes. */
  errors: string[];
  /** Requests to any host but the page's own. */
  foreignRequests: string[];
}

/** Opens the chat page in a fresh context (own storage) and watches it. */
export async function openChat(
  browser: Browser,
  baseUrl: string,
  options: BrowserContextOptions = {},
  path = '/',
): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    ...options,
  });
  const page = await context.newPage();
  const complaints: Complaints = { errors: [], foreignRequests: [] };
  page.on('pageerror', (error) => complaints.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(baseUrl) && !request.url().startsWith('data:'))
      complaints.foreignRequests.push(request.url());
  });
  await page.goto(baseUrl + path);
  await page.locator('.example').first().waitFor();
  return { page, complaints };
}

/** Types a question, sends it with Enter and waits until its turn is settled, one way or the other. */
export async function askOnPage(page: Page, question: string): Promise<void> {
  const turns = await page.locator('.turn').count();
  await page.locator('#question').fill(question);
  await page.locator('#question').press('Enter');
  await page.locator('.turn').nth(turns).locator('.card').waitFor();
}

/** Saves a picture when `SHOTS_DIR` names a folder; for people who look at the page, not for the tests. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env.SHOTS_DIR;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}
