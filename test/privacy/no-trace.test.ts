import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Asker } from '../../src/ask.js';
import { loadConfig } from '../../src/config.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import { createLogger } from '../../src/log.js';
import { createServices } from '../../src/services.js';
import { openWenban, type Wenban } from '../../src/wenban.js';
import { startStage, TEMPLATE } from '../channels/mini-program/stage.js';
import { startApp } from '../http/support.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { FakeTown } from '../support/wechat/fake-citizen.js';

const PHONE = '13812345678';
const ID = '11010519491231002X';
/** A question as people write it: with everything about them. */
const QUESTION = `我叫欧阳锋，身份证${ID}，电话${PHONE}，社保卡丢了怎么补`;
/** Words of the question and whatever tells who asked. */
const TRACES =
  /欧阳锋|社保卡|%E7%A4%BE|13812345678|11010519491231002|wxid|oOpenIdOfOuyang|session-of-ouyang|李大姐/;

describe.each(await engines())('a resident who tells too much ($engine)', ({ create }) => {
  let database: TestDatabase;
  let wenban: Wenban;
  const lines: string[] = [];
  const logger = createLogger('trace', { write: (line) => void lines.push(line) });

  beforeAll(async () => {
    database = await create();
    wenban = await openWenban(loadConfig({ DATABASE_URL: database.url }), { logger });
    // Publishing the bundled catalogue to a server takes long on a busy machine.
  }, 240_000);
  afterAll(async () => {
    await wenban.close();
    await database.drop();
  });

  it('leaves no trace in the log, whatever goes right or wrong', async () => {
    const { call, postJson } = await startApp(createServices(wenban), { logger });
    const sessionId = 'session-of-ouyang';
    await postJson('/api/v1/ask', { question: QUESTION, sessionId });
    await postJson('/api/v1/ask', { question: QUESTION, region: '欧阳锋' });
    await postJson('/api/v1/ask', { question: [QUESTION], 社保卡: PHONE });
    await postJson('/api/v1/feedback', {
      sessionId,
      rating: 1,
      comment: QUESTION,
      tags: [QUESTION.slice(0, 20)],
    });
    await call('/api/v1/ask', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Request-Id': PHONE,
      },
      body: `{"question": "${QUESTION}"`,
    });
    const asked = encodeURIComponent(QUESTION);
    for (const path of ['/api/v1/items?q=', '/api/v1/suggest?q=', '/api/v1/items/', '/nowhere/', '/?q='])
      await call(path + asked);
    const town = new FakeTown((request) => wenban.frontDoor.ask(request), { logger });
    await town.wakeUp();
    await town.citizen('李大姐').says(QUESTION);
    await town.bot.stop();
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => TRACES.test(line))).toEqual([]);
  });

  it('leaves no trace in the log when the mini-program is what is told', async () => {
    const stage = await startStage({ wenban, env: { LOG_LEVEL: 'trace' } });
    const citizen = await stage.citizen('oOpenIdOfOuyang');
    await citizen.patch('/me', { region: '大足区' });
    await citizen.asks(QUESTION);
    await citizen.post('/feedback', { rating: 1, comment: QUESTION, tags: [QUESTION.slice(0, 20)] });
    await citizen.put('/favourites/dj-017');
    await citizen.post('/subscriptions', { itemId: 'dj-017', templateId: TEMPLATE, result: 'accept' });
    for (const path of ['/items?q=', '/suggest?q=', '/items/', '/items?cursor='])
      await citizen.get(path + encodeURIComponent(QUESTION));
    for (const path of ['/sns/jscode2session', '/wxa/msg_sec_check']) {
      stage.weixin.misbehave(path, { errcode: 45009 });
      await citizen.opens().catch(() => undefined);
      await citizen.post('/feedback', { rating: 1, comment: QUESTION });
      stage.weixin.behave(path);
    }
    await wenban.ownQuestions.flush();
    await stage.close();
    expect(stage.log.length).toBeGreaterThan(10);
    expect(stage.log.filter((line) => TRACES.test(line) || line.includes(citizen.token ?? ''))).toEqual([]);
  });

  it('leaves no number and no id in the database', async () => {
    await wenban.asked.flush();
    const tables: { name: string }[] =
      wenban.dataSource.options.type === 'mysql'
        ? await wenban.dataSource.query(
            'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
          )
        : await wenban.dataSource.query("SELECT name FROM sqlite_master WHERE type = 'table'");
    const rows: string[] = [];
    for (const { name } of tables)
      for (const row of await wenban.dataSource.query(`SELECT * FROM ${name}`))
        rows.push(JSON.stringify(row));
    expect(rows.filter((row) => row.includes('社保卡丢了怎么补')).length).toBeGreaterThan(1);
    expect(
      rows.filter((row) => /13812345678|11010519491231002|wxid|oOpenIdOfOuyang|session-of-ouyang/.test(row)),
    ).toEqual([]);
  });

  it('leaves no trace in the log while the database is away', async () => {
    const { postJson } = await startApp(createServices(wenban), { logger });
    await wenban.dataSource.destroy();
    const { status } = await postJson('/api/v1/feedback', {
      sessionId: 'session-of-ouyang',
      rating: 1,
      comment: QUESTION,
    });
    expect(status).toBe(503);
    await postJson('/api/v1/ask', { question: QUESTION });
    await wenban.asked.flush();
    expect(lines.some((line) => line.includes('asked questions cannot be kept'))).toBe(true);
    expect(lines.filter((line) => TRACES.test(line))).toEqual([]);
    await wenban.dataSource.initialize();
  });

  it('has no numbers in the memory of the conversation', async () => {
    const conversations = new MemoryConversations();
    const asker = new Asker({
      engine: () => wenban.engine.current(),
      conversations,
      homeRegion: null,
      today: () => '2026-03-02',
    });
    await asker.ask({ question: QUESTION, sessionId: 's' });
    const remembered = JSON.stringify(conversations.get('s'));
    expect(remembered).toContain('社保卡');
    expect(remembered).not.toMatch(/138|1101051949/);
  });
});
