import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AskedQuestion } from '../../../entities/asked-question.js';
import { ChangeSubscription } from '../../../entities/change-subscription.js';
import { Feedback } from '../../../entities/feedback.js';
import { applyDrafts } from '../../../src/catalogue/publish.js';
import { readResult } from '../../catalogue/factories.js';
import { type Stage, startStage, TEMPLATE } from './stage.js';

const CHECK = '/wxa/msg_sec_check';
let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.weixin.behave(CHECK));

describe('a citizen', () => {
  it('says where she lives, asks on, and is answered for there', async () => {
    const citizen = await stage.citizen();
    expect((await citizen.patch('/me', { region: '大足区', bigType: true })).json).toMatchObject({
      region: { code: '500111', name: '大足区' },
      bigType: true,
    });
    expect(await citizen.asks('居住证咋个办')).toMatch(/^【核发居住证】（大足区）/);
    expect(await citizen.asks('要准备哪些材料')).toContain('申请材料：\n本人居民身份证');
    expect(await citizen.asks('要钱不')).toContain('首次申领免费');
    const { json } = await citizen.post('/ask', { question: '居住证咋个办', region: '垫江县' });
    expect(json.region).toEqual({ code: '500231', name: '垫江县' });
  });

  it('is a stranger to what another one talked about', async () => {
    const [one, other] = [await stage.citizen(), await stage.citizen()];
    await one.asks('居住证怎么办');
    expect(await other.asks('要带什么')).not.toContain('核发居住证');
  });

  it('goes on talking after logging in again', async () => {
    const citizen = await stage.citizen();
    await citizen.asks('居住证怎么办');
    await citizen.opens();
    expect(await citizen.asks('要钱不')).toContain('免费');
  });

  it('types, finds a matter, reads it and keeps it', async () => {
    const citizen = await stage.citizen();
    const { json: typed } = await citizen.get(`/suggest?q=${encodeURIComponent('社保卡')}`);
    const { itemId } = typed.suggestions.find((one: { itemId?: string }) => one.itemId);
    const before = await citizen.get(`/items/${itemId}`);
    expect(before.json).toMatchObject({ id: itemId, favourite: false, subscribed: false });
    expect(before.json.implementations[0].sources[0].document).toMatch(/\.txt$|^http/);
    for (let time = 0; time < 2; time++)
      expect((await citizen.put(`/favourites/${itemId}`)).status).toBe(204);
    expect((await citizen.get(`/items/${itemId}`)).json.favourite).toBe(true);
    const { json: kept } = await citizen.get('/favourites');
    expect(kept.favourites).toEqual([
      { itemId, name: before.json.name, addedAt: expect.any(String), available: true },
    ]);
    for (let time = 0; time < 2; time++)
      expect((await citizen.delete(`/favourites/${itemId}`)).status).toBe(204);
    expect((await citizen.get('/favourites')).json.favourites).toEqual([]);
  });

  it('sees what she asked, masked, and deletes one question or all', async () => {
    const [citizen, other] = [await stage.citizen(), await stage.citizen()];
    for (const question of ['社保卡丢了怎么补，电话13812345678', '低保一个月多少钱', '你好'])
      await citizen.asks(question);
    await other.asks('办居住证要带啥');
    const texts = async () => {
      const { json } = await citizen.get('/history');
      return json.questions.map(({ text }: { text: string }) => text);
    };
    expect(await texts()).toEqual(['你好', '低保一个月多少钱', '社保卡丢了怎么补，电话***']);
    const { questions } = (await citizen.get('/history')).json;
    expect(questions[2].item.name).toContain('社会保障卡');
    expect((await other.delete(`/history/${questions[0].id}`)).status).toBe(204);
    expect(await texts()).toHaveLength(3);
    await citizen.delete(`/history/${questions[0].id}`);
    expect(await texts()).toHaveLength(2);
    await citizen.delete('/history');
    expect(await texts()).toEqual([]);
    expect((await other.get('/history')).json.questions).toHaveLength(1);
  });

  it('leafs through her questions page by page, each shown once', async () => {
    const citizen = await stage.citizen();
    for (let number = 1; number <= 7; number++) await citizen.asks(`你好${number}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { json } = await citizen.get(`/history?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(json.questions.length).toBeLessThanOrEqual(3);
      for (const { text } of json.questions) seen.push(text);
      cursor = json.nextCursor;
      // What comes in meanwhile is newer and moves nothing.
      await citizen.asks('谢谢');
    }
    expect(seen).toEqual(['你好7', '你好6', '你好5', '你好4', '你好3', '你好2', '你好1']);
  });

  it('finds where to go', async () => {
    const citizen = await stage.citizen();
    await citizen.patch('/me', { region: '大足区' });
    const { json, status } = await citizen.get('/places?limit=5');
    expect(status).toBe(200);
    expect(json.places.length).toBeGreaterThan(0);
    for (const { region } of json.places) expect(region.code).toMatch(/^50/);
  });
});

describe('subscribing a matter', () => {
  const publish = async (materials: string[]) => {
    const elements = { materials: [{ value: materials.map((name) => ({ name })), source: 0 }] };
    const row = { key: 'zz-001', name: '办理试验许可', agency: '区试验局', regionCode: '500111', elements };
    await applyDrafts(stage.wenban.dataSource, [readResult('zz.txt', [row], String(materials.length))]);
    await stage.wenban.catalogue.reload();
  };

  it('brings a notice after the next revision that changes it, and then no more', async () => {
    await publish(['身份证']);
    const citizen = await stage.citizen();
    const { changeTemplateId: templateId } = (await citizen.get('/me')).json;
    stage.weixin.acceptSubscription(citizen.openId, templateId);
    const given = { itemId: 'zz-001', templateId, result: 'accept', region: '大足区' };
    const { status, json } = await citizen.post('/subscriptions', given);
    expect([status, json]).toEqual([
      201,
      {
        itemId: 'zz-001',
        name: '办理试验许可',
        region: { code: '500111', name: '大足区' },
        notices: 1,
        acceptedAt: expect.any(String),
      },
    ]);
    expect((await citizen.get('/items/zz-001')).json.subscribed).toBe(true);
    const stored = JSON.stringify(await stage.wenban.dataSource.manager.find(ChangeSubscription));
    expect(stored).not.toContain(citizen.openId);
    await publish(['身份证', '申请表']);
    await vi.waitFor(() => expect(stage.weixin.subscriptions).toHaveLength(1), 10_000);
    expect(stage.weixin.subscriptions[0]).toMatchObject({
      touser: citizen.openId,
      data: { thing1: { value: '办理试验许可' }, thing2: { value: '申请材料' } },
    });
    await vi.waitFor(async () =>
      expect((await citizen.get('/subscriptions')).json.subscriptions).toEqual([]),
    );
  });

  it('can be ended', async () => {
    const citizen = await stage.citizen();
    await citizen.post('/subscriptions', { itemId: 'dj-017', templateId: TEMPLATE, result: 'accept' });
    expect((await citizen.delete('/subscriptions/dj-017')).status).toBe(204);
    expect((await citizen.get('/subscriptions')).json.subscriptions).toEqual([]);
  });

  it('is not there without a template', async () => {
    const plain = await startStage({ wenban: stage.wenban, env: { WECHAT_MP_CHANGE_TEMPLATE_ID: '' } });
    const citizen = await plain.citizen();
    expect((await citizen.get('/me')).json.changeTemplateId).toBeNull();
    expect((await citizen.get('/subscriptions')).status).toBe(501);
    await plain.close();
  });
});

describe('rating (我要评)', () => {
  it('keeps what was checked, and notes it at the question', async () => {
    const citizen = await stage.citizen();
    await citizen.asks('低保一个月多少钱');
    const given = { rating: 5, tags: ['说得清楚'], comment: '很好，我的电话13812345678' };
    const { status, json } = await citizen.post('/feedback', given);
    expect(status).toBe(201);
    const [kept] = await stage.wenban.dataSource.manager.findBy(Feedback, { id: json.id });
    expect(kept).toMatchObject({ rating: 5, comment: '很好，我的电话***' });
    const checked = stage.weixin.callsOf(CHECK).at(-1)?.body;
    expect(checked).toEqual({
      version: 2,
      scene: 2,
      openid: citizen.openId,
      content: '说得清楚\n很好，我的电话***',
    });
    const asked = await stage.wenban.dataSource.manager.findBy(AskedQuestion, {
      sessionHash: kept?.sessionHash ?? '',
    });
    expect(asked.map(({ rating }) => rating)).toEqual([5]);
  });

  it('without words asks WeChat nothing', async () => {
    const citizen = await stage.citizen();
    const before = stage.weixin.callsOf(CHECK).length;
    expect((await citizen.post('/feedback', { rating: 4 })).status).toBe(201);
    expect(stage.weixin.callsOf(CHECK)).toHaveLength(before);
  });

  const count = () => stage.wenban.dataSource.manager.count(Feedback);

  it('with words that WeChat calls risky is refused in friendly words, and nothing is kept', async () => {
    const citizen = await stage.citizen();
    const before = await count();
    for (const given of [{ comment: '这是违规内容' }, { tags: ['违规内容'] }]) {
      const { status, json } = await citizen.post('/feedback', { rating: 1, ...given });
      expect([status, json.code]).toEqual([422, 'content.refused']);
      expect(json.detail).toContain('请修改文字，或不写文字只打分');
    }
    expect(await count()).toBe(before);
  });

  it.each([{ errcode: -1 }, { errcode: 45009 }, { broken: 'hangUp' }, { broken: 'html' }] as const)(
    'while WeChat is away (%o) keeps no words unchecked, and says what to do',
    async (how) => {
      const citizen = await stage.citizen();
      stage.weixin.misbehave(CHECK, how);
      const before = await count();
      const { status, json } = await citizen.post('/feedback', { rating: 2, comment: '太慢了' });
      expect([status, json.code]).toEqual([503, 'content.not_checked']);
      expect(json.detail).toContain('稍后再试，或不写文字只打分');
      expect(await count()).toBe(before);
      expect((await citizen.post('/feedback', { rating: 2 })).status).toBe(201);
    },
  );

  it('long after WeChat saw the citizen asks for a new login', async () => {
    const citizen = await stage.citizen();
    stage.weixin.misbehave(CHECK, { errcode: 61010 });
    const { json } = await citizen.post('/feedback', { rating: 2, comment: '太慢了' });
    expect(json.code).toBe('resident.not_signed_in');
  });
});
