import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @returns serious findings of axe on the page as it stands, one line each. */
export async function axe(page: Page): Promise<string[]> {
  // A message on its way out is see-through, which axe takes for a lack of contrast.
  await page.bringToFront();
  await page.locator('.el-message').first().waitFor({ state: 'detached' });
  await page.evaluate(SOURCE);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
