import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { onTestFinished } from 'vitest';
import { AskedQuestion } from '../../entities/asked-question.js';
import { Asker } from '../../src/ask.js';
import { Catalogue } from '../../src/catalogue/catalogue.js';
import { openCatalogueDesk } from '../../src/catalogue-desk/open-catalogue-desk.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import { LiveEngine } from '../../src/matching/live-engine.js';
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

/** The routes of a desk that judges one question, over an in-memory database unless told; closed when the test ends. */
export async function runningDesk(databaseUrl = 'sqlite::memory:') {
  const { ds, staff } = await openDesk(databaseUrl);
  const catalogue = new Catalogue(ds);
  await catalogue.reload();
  const dataFolder = dataWithJudged([JUDGED]);
  const live = new LiveEngine(catalogue, dataFolder);
  live.follow();
  const engine = () => live.current();
  const announce = async (): Promise<void> => {
    await catalogue.announce();
    await live.settled();
  };
  const runner = new TasksHere(ds, dataFolder);
  const desk = openCatalogueDesk({ ds, announce, staff, engine, runner });
  onTestFinished(async () => {
    live.close();
    await desk.close();
    await ds.destroy();
  });
  const conversations = new MemoryConversations();
  const asker = new Asker({ engine, conversations, homeRegion: null, today: () => '2026-07-01' });
  return { ds, staff, catalogue, asker, routes: [...staffRoutes(staff), ...desk.routes] };
}

/** Keeps questions as residents' channels would; each in a session of its own, told no, an hour ago unless told. */
export async function keepQuestions(
  ds: DataSource,
  texts: readonly string[],
  given: Partial<AskedQuestion> = {},
): Promise<string[]> {
  const rows = texts.map((text) => ({
    id: randomUUID(),
    askedAt: new Date(Date.now() - 3_600_000).toISOString(),
    channel: 'web',
    text,
    regionCode: '500231',
    intent: 'overview',
    kind: 'none',
    itemId: null,
    confidencePermille: 100,
    sessionHash: randomUUID().replaceAll('-', '').repeat(2),
    rating: null,
    topicId: null,
    caseId: null,
    ...given,
  }));
  await ds.manager.insert(AskedQuestion, rows);
  return rows.map(({ id }) => id);
}
