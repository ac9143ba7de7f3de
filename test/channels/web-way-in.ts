import { loadConfig } from '../../src/config.js';
import { createApp } from '../../src/http/app.js';
import { serve } from '../../src/http/listen.js';
import { createServices } from '../../src/services.js';
import type { OpenWayIn } from './way-in.js';

/** Asking as the chat page does. */
export const webWayIn: OpenWayIn = async (wenban) => {
  const config = loadConfig({ PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' });
  const server = await serve(createApp(createServices(wenban), config), config);
  return {
    async ask(question) {
      const response = await fetch(`${server.url}/api/v1/ask`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ question, channel: 'web' }),
      });
      return ((await response.json()) as { reply: string }).reply;
    },
    close: () => server.stop(),
  };
};
