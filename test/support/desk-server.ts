import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalogueDesk } from '../../src/catalogue-desk/open-catalogue-desk.js';
import { loadConfig } from '../../src/config.js';
import { type Desks, openDesks } from '../../src/desks.js';
import { createApp } from '../../src/http/app.js';
import { serve } from '../../src/http/listen.js';
import { createServices } from '../../src/services.js';
import { openWenban, type Wenban } from '../../src/wenban.js';
import { dataWithJudged, TasksHere } from '../catalogue-desk/tasks-here.js';

/** The whole service with its desks and the bundled catalogue, on a database of its own. */
export interface DeskServer {
  url: string;
  wenban: Wenban;
  staff: Desks['staff'];
  close(): Promise<void>;
}

/** One question, so that a check takes seconds. */
const JUDGED = {
  id: 'q1',
  question: '社保卡丢了怎么补',
  region: '垫江县',
  gold: ['dj-017'],
  intent: 'process',
};

/** Starts what `npm start` starts, on a free port; the pages are those that `npm run build` made. */
export async function startDeskServer(): Promise<DeskServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-desk-'));
  const config = loadConfig({
    DATABASE_URL: `sqlite:${join(folder, 'wenban.sqlite')}`,
    LOG_LEVEL: 'silent',
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const wenban = await openWenban(config);
  const services = createServices(wenban);
  const { staff, routes } = openDesks(wenban, services, { config });
  const { dataSource: ds, engine } = wenban;
  engine.follow();
  const catalogueDesk = openCatalogueDesk({
    ds,
    announce: () => wenban.announce(),
    staff,
    engine: () => engine.current(),
    runner: new TasksHere(ds, dataWithJudged([JUDGED]), {}),
  });
  const app = createApp(services, config, { routes: [...routes, ...catalogueDesk.routes] });
  const server = await serve(app, config, 2_000);
  return {
    url: server.url,
    wenban,
    staff,
    async close() {
      await server.stop();
      await catalogueDesk.close();
      engine.close();
      await wenban.close();
      rmSync(folder, { recursive: true });
    },
  };
}
