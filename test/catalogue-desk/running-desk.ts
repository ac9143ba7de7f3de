import { onTestFinished } from 'vitest';
import { Catalogue } from '../../src/catalogue/catalogue.js';
import { openCatalogueDesk } from '../../src/catalogue-desk/open-catalogue-desk.js';
import { staffRoutes } from '../../src/staff/routes/index.js';
import { openDesk } from './support.js';
import { dataWithJudged, TasksHere } from './tasks-here.js';

const JUDGED = {
  id: 'q1',
  question: '社保卡丢了怎么补',
  region: '垫江县',
  gold: ['dj-017'],
  intent: 'process',
};

/** The routes of a desk that judges one question, over an in-memory database; closed when the test ends. */
export async function runningDesk() {
  const { ds, staff } = await openDesk('sqlite::memory:');
  const catalogue = new Catalogue(ds);
  await catalogue.reload();
  const desk = openCatalogueDesk({
    ds,
    announce: () => catalogue.announce(),
    staff,
    runner: new TasksHere(ds, dataWithJudged([JUDGED])),
  });
  onTestFinished(async () => {
    await desk.close();
    await ds.destroy();
  });
  return { ds, staff, catalogue, routes: [...staffRoutes(staff), ...desk.routes] };
}
