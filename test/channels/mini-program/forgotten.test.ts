import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Resident } from '../../../entities/resident.js';
import { CHANNEL_STOPPED } from '../../../src/switches/channel-switches.js';
import { type Stage, startStage, TEMPLATE } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describe('a stopped mini-program', () => {
  it('answers every question at once with the fixed text, and does nothing else but forget', async () => {
    const citizen = await stage.citizen();
    await citizen.patch('/me', { bigType: true });
    await stage.wenban.switches.set('miniProgram', false, 'test');
    try {
      expect(await citizen.asks('社保卡丢了怎么补')).toBe(CHANNEL_STOPPED);
      expect(CHANNEL_STOPPED).toContain('12345');
      for (const { status, json } of [
        await citizen.get('/me'),
        await citizen.get('/browse'),
        await stage.stranger().post('/session', { code: 'code' }),
      ])
        expect([status, json.detail]).toEqual([503, CHANNEL_STOPPED]);
      expect((await citizen.delete('/me')).status).toBe(204);
    } finally {
      await stage.wenban.switches.set('miniProgram', true, 'test');
    }
    const again = await stage.citizen(citizen.openId);
    const { json } = await again.get('/me');
    expect([json.bigType, json.history]).toEqual([false, 0]);
  });
});

describe('being forgotten', () => {
  it('leaves nothing in any table, and ends every session', async () => {
    const citizen = await stage.citizen();
    const other = await stage.citizen();
    for (const one of [citizen, other]) {
      await one.patch('/me', { region: '大足区', bigType: true });
      await one.asks('社保卡丢了怎么补');
      await one.put('/favourites/dj-017');
      await one.post('/feedback', { rating: 5, comment: '很好' });
      await one.post('/subscriptions', { itemId: 'dj-017', templateId: TEMPLATE, result: 'accept' });
    }
    const secondPhone = await stage.citizen(citizen.openId);
    const { dataSource, residents, asked } = stage.wenban;
    await asked.flush();
    await residents.flush();
    const tables = dataSource.entityMetadatas.filter(({ columns }) =>
      columns.some(({ propertyName }) => /^(personHash|sessionHash)$/.test(propertyName)),
    );
    expect(tables.map(({ tableName }) => tableName).sort()).toEqual([
      'asked_question',
      'change_subscription',
      'favourite',
      'feedback',
      'own_question',
      'resident',
    ]);
    const counts = () =>
      Promise.all(
        tables.map(async ({ target, tableName }) => [tableName, await dataSource.manager.count(target)]),
      );
    const before = Object.fromEntries(await counts());
    expect((await citizen.delete('/me')).status).toBe(204);
    for (const [table, count] of await counts())
      expect([table, count]).toEqual([table, before[table as string] - 1]);
    expect(
      await dataSource.manager.existsBy(Resident, { personHash: await residents.hashOf(citizen.openId) }),
    ).toBe(false);
    for (const phone of [citizen, secondPhone]) expect((await phone.get('/me')).status).toBe(401);
    expect((await other.get('/me')).json).toMatchObject({ favourites: 1, history: 1, subscriptions: 1 });
    const back = await stage.citizen(citizen.openId);
    expect((await back.get('/me')).json).toMatchObject({ region: null, favourites: 0, history: 0 });
    expect(await back.asks('要带什么')).not.toContain('社会保障卡');
  });

  it('says so when it fails, and then nothing is gone', async () => {
    const citizen = await stage.citizen();
    await citizen.patch('/me', { bigType: true });
    const transaction = vi
      .spyOn(stage.wenban.dataSource, 'transaction')
      .mockRejectedValueOnce(new Error('away'));
    expect((await citizen.delete('/me')).status).toBe(500);
    transaction.mockRestore();
    const back = await stage.citizen(citizen.openId);
    expect((await back.get('/me')).json.bigType).toBe(true);
  });
});
