// Publishes a large list and is killed while it writes: node publish-child.mjs DATABASE_URL ROWS KILL_AFTER
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const [databaseUrl, rows, killAfter] = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true },
});
const { createDataSource } = await vite.ssrLoadModule('/src/storage/data-source.ts');
const { applyDrafts } = await vite.ssrLoadModule('/src/catalogue/publish.ts');
const { readResult } = await vite.ssrLoadModule('/test/catalogue/factories.ts');

const facts = Array.from({ length: Number(rows) }, (_, index) => ({
  key: `dj-${String(index + 1).padStart(4, '0')}`,
  name: `事项${index + 1}（新）`,
  type: '公共服务',
}));
const ds = await createDataSource(databaseUrl).initialize();
await applyDrafts(ds, [readResult('001.txt', facts, 'b')], {
  links: [],
  questions: [],
  onProgress: (done) => {
    if (done >= Number(killAfter)) process.kill(process.pid, 'SIGKILL');
  },
});
process.exit(3); // not reached: the kill comes first
