import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Asker } from '../../src/ask.js';
import { openCatalogueDesk } from '../../src/catalogue-desk/open-catalogue-desk.js';
import { TaskThreads } from '../../src/catalogue-desk/task-threads.js';
import { todayInBeijing } from '../../src/clock.js';
import { loadConfig } from '../../src/config.js';
import { openDesks } from '../../src/desks.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import { FrontDoor } from '../../src/front-door.js';
import { createApp } from '../../src/http/app.js';
import { serve } from '../../src/http/listen.js';
import { buildEngine } from '../../src/matching/engine.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import { createServices } from '../../src/services.js';
import { openWenban, type Wenban } from '../../src/wenban.js';
import { manyMatters } from './many-matters.js';

/** Who works at the server of a measurement or of pictures; it lives for minutes, on this machine only. */
export const ACCOUNT = { name: '话务员', password: 'for-this-run-only' };

/**
 * The service with its desks on a database of its own, thrown away at the end.
 * @param matters - null: the bundled catalogue as it is.
 */
export async function startDeskServer(matters: number | null) {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-desk-'));
  const config = loadConfig({
    DATABASE_URL: `sqlite:${join(folder, 'wenban.sqlite')}`,
    LOG_LEVEL: 'error',
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const opened = await openWenban(config);
  const wenban = matters === null ? opened : withMatters(opened, matters);
  const services = createServices(wenban);
  const { staff, routes } = openDesks(wenban, services, { config });
  const grants = [{ role: 'administrator' as const, regions: [], agencies: [] }];
  await staff.accounts.create('命令行', ACCOUNT.name, ACCOUNT.password, grants);
  const catalogueDesk = openCatalogueDesk({
    ds: wenban.dataSource,
    announce: () => wenban.announce(),
    staff,
    engine: () => wenban.engine.current(),
    runner: new TaskThreads({
      databaseUrl: config.DATABASE_URL,
      dataFolder: projectPath('data'),
      homeRegion: null,
    }),
  });
  const app = createApp(services, config, { routes: [...routes, ...catalogueDesk.routes] });
  const server = await serve(app, config, 2_000);
  return {
    url: server.url,
    items: wenban.catalogue.current().items.length,
    async close(): Promise<void> {
      await server.stop();
      await catalogueDesk.close();
      await opened.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function withMatters(opened: Wenban, matters: number): Wenban {
  const snapshot = manyMatters(opened.catalogue.current(), matters);
  const engine = buildEngine(snapshot, loadTools(projectPath('data')));
  const asker = new Asker({
    engine: () => engine,
    conversations: new MemoryConversations(),
    homeRegion: null,
    today: todayInBeijing,
    places: opened.places,
  });
  return {
    ...opened,
    catalogue: Object.assign(Object.create(opened.catalogue), { current: () => snapshot }),
    engine: Object.assign(Object.create(opened.engine), { current: () => engine }),
    asker,
    frontDoor: new FrontDoor(asker, opened.switches, opened.asked, opened.handOvers),
  };
}
