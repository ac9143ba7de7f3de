import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';

// The yardstick, run as a process of its own: one route that reads nothing and says nothing.
const router = new Router();
router.post('/api/v1/ask', (ctx) => {
  ctx.status = 204;
});
const app = new Koa().use(router.routes());
const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
  process.stderr.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
