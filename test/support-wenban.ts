import { loadConfig } from '../src/config.js';
import { type OpenOptions, openWenban, type Wenban } from '../src/wenban.js';

/** The whole program on an in-memory database with the bundled catalogue; about a second. */
export function openTestWenban(env: Record<string, string> = {}, options?: OpenOptions): Promise<Wenban> {
  return openWenban(loadConfig({ DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent', ...env }), options);
}
