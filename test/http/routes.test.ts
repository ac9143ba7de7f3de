import { describe, expect, it } from 'vitest';
import type { FeedbackRequest } from '../../src/http/schemas/people.js';
import { answer, fakeServices, item, source, startApp } from './support.js';

describe('POST /api/v1/ask', () => {
  it('passes the request on and answers with the declared fields only', async () => {
    let asked: unknown;
    const leaky = { ...answer, internalScore: 1, region: { code: '500111', name: '大足区', secret: 'x' } };
    const { postJson } = await startApp(
      fakeServices({
        ask: (request) => {
          asked = request;
          return leaky;
        },
      }),
    );
    const reply = await postJson('/api/v1/ask', {
      question: '社保卡丢了怎么补',
      region: '大足区',
      channel: 'web',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(asked).toEqual({ question: '社保卡丢了怎么补', region: '大足区', channel: 'web', limit: 5 });
    expect(reply.json).toMatchObject({ kind: 'answer', reply: answer.reply, region: { code: '500111' } });
    expect(reply.text).not.toMatch(/internalScore|secret/);
    const [first] = reply.json.candidates;
    expect(first.sources[0]).toMatchObject({
      key: 'dzq-zdpyc-074',
      docNumber: '大足府办发〔2021〕37号',
      line: 1203,
    });
    expect(first.sources[0]).not.toHaveProperty('row');
    expect(reply.json.answer.sections[0].data).toEqual({ materials: [{ name: '身份证' }] });
  });

  it('writes nulls as null', async () => {
    const nothing = { ...answer, kind: 'none' as const, region: null, answer: null, candidates: [] };
    const { postJson } = await startApp(fakeServices({ ask: async () => nothing }));
    const { json } = await postJson('/api/v1/ask', { question: '火星签证' });
    expect(json).toMatchObject({ kind: 'none', region: null, answer: null, candidates: [] });
  });

  it('counts 500 characters as people do', async () => {
    const { postJson } = await startApp(fakeServices());
    expect((await postJson('/api/v1/ask', { question: '𠮷'.repeat(500) })).status).toBe(200);
    expect((await postJson('/api/v1/ask', { question: '问'.repeat(501) })).status).toBe(422);
  });

  it.each([
    [{}, 'question', '缺少必填项'],
    [{ question: '' }, 'question', '不能为空'],
    [{ question: '  ' }, 'question', '不能为空'],
    [{ question: 5 }, 'question', '应为文字'],
    [{ question: '问', limit: 0 }, 'limit', '不能小于 1'],
    [{ question: '问', limit: 21 }, 'limit', '不能大于 20'],
    [{ question: '问', limit: 1.5 }, 'limit', '应为整数'],
    [{ question: '问', channel: 'fax' }, 'channel', '只能是'],
    [{ question: '问', sessionId: 'a b' }, 'sessionId', '不含空格'],
    [{ question: '问', colour: 'red' }, 'colour', '不认识的字段'],
    [['问'], 'body', '应为对象'],
    [null, 'body', '应为对象'],
  ])('refuses %j', async (body, field, message) => {
    const { postJson } = await startApp(fakeServices());
    const reply = await postJson('/api/v1/ask', body);
    expect(reply.status).toBe(422);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json.errors[0].field).toBe(field);
    expect(reply.json.errors[0].message).toContain(message);
    expect(reply.json.detail).toContain(field);
  });

  it('refuses a prototype key as unknown', async () => {
    const { call } = await startApp(fakeServices());
    const headers = { 'Content-Type': 'application/json' };
    const body = '{"question":"问","__proto__":{"limit":9}}';
    const reply = await call('/api/v1/ask', { method: 'POST', headers, body });
    expect(reply.json.errors[0].field).toBe('__proto__');
  });
});

describe('the catalogue', () => {
  it('searches with a region resolved to its code; blank fields of a form count as not given', async () => {
    let query: unknown;
    const services = fakeServices();
    const { call } = await startApp({
      ...services,
      search: (given) => {
        query = given;
        return services.search(given);
      },
    });
    const region = encodeURIComponent('大足');
    const { status, json } = await call(`/api/v1/items?q=&region=${region}&level=county&page=2&pageSize=5`);
    expect(status).toBe(200);
    expect(query).toEqual({ region: '500111', level: 'county', page: 2, pageSize: 5 });
    expect(json).toMatchObject({ total: 1, page: 2, pageSize: 5 });
    expect(json.items).toEqual([
      {
        id: item.id,
        name: '不动产登记',
        type: '行政确认',
        themes: ['住房'],
        agency: '区规划自然资源局',
        region: { code: '500111', name: '大足区' },
        implementations: 1,
      },
    ]);
    expect(json.facets.level).toEqual([{ value: 'county', label: '县级', count: 1 }]);
    expect(json.facets.theme).toEqual([{ value: '住房', count: 1 }]);
    expect(json.facets.region).toEqual([{ value: '500111', label: '大足区', count: 1 }]);
  });

  it.each([
    'page=0',
    'page=x',
    'pageSize=101',
    'level=moon',
    'colour=red',
    'q=a&q=b',
    `q=${'x'.repeat(101)}`,
  ])('refuses ?%s', async (query) => {
    const { call } = await startApp(fakeServices());
    const reply = await call(`/api/v1/items?${query}`);
    expect(reply.status).toBe(422);
    expect(reply.json.errors).toHaveLength(1);
  });

  it('says which region it does not know', async () => {
    const { call } = await startApp(fakeServices());
    const reply = await call(`/api/v1/items?region=${encodeURIComponent('火星')}`);
    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({ code: 'region.unknown', errors: [{ field: 'region' }] });
    expect(reply.json.detail).toContain('火星');
  });

  it('shows an item as it was in force on a day', async () => {
    const [own] = item.implementations;
    if (!own) throw new Error('no implementation');
    const newer = { ...source, key: 'guide-x', date: '2023-07-28' };
    const elements = {
      feeStandard: [
        { value: [{ amount: 25, text: '25元' }], source: 0 },
        { value: [{ amount: 0, text: '免费' }], source: 1 },
      ],
    };
    const versioned = { ...item, implementations: [{ ...own, elements, sources: [source, newer] }] };
    const earlier = { ...fakeServices().snapshot(), revision: 3 };
    const { call } = await startApp(
      fakeServices({
        item: () => versioned,
        itemAsOf: async (id) => (id === item.id ? { item: versioned, snapshot: earlier } : null),
      }),
    );
    const feeOf = async (query: string) => {
      const { json } = await call(`/api/v1/items/${item.id}${query}`);
      return [json.revision, json.asOf, json.implementations[0].feeStandard[0].text];
    };
    expect(await feeOf('')).toEqual([7, undefined, '免费']);
    expect(await feeOf('?asOf=2022-01-01')).toEqual([3, '2022-01-01', '25元']);
    expect(await feeOf('?asOf=2023-07-28')).toEqual([3, '2023-07-28', '免费']);
  });

  it.each([
    ['2021-02-30', 422, '应为真实存在的日期'],
    ['昨天', 422, '应为真实存在的日期'],
    ['9999-01-01', 422, '不能晚于今天'],
    ['2020-01-01', 404, '截至2020-01-01，收录的资料里还没有'],
  ])('says what is wrong with asOf=%s', async (asOf, status, words) => {
    const itemAsOf = async () => ({ item, snapshot: fakeServices().snapshot() });
    const { call } = await startApp(fakeServices({ itemAsOf }));
    const reply = await call(`/api/v1/items/${item.id}?asOf=${encodeURIComponent(asOf)}`);
    expect(reply.status).toBe(status);
    expect(reply.json.detail).toContain(words);
  });

  it('shows one item: public implementations, all 36 elements, no doubtful statement, printed rows', async () => {
    const { call } = await startApp(fakeServices());
    const { status, json } = await call(`/api/v1/items/${item.id}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: item.id, name: '不动产登记', revision: 7 });
    expect(json.implementations).toHaveLength(1);
    const [shown] = json.implementations;
    expect(shown).toMatchObject({
      region: { code: '500111', name: '大足区' },
      agency: '区规划自然资源局',
      materials: [{ name: '身份证', form: '原件' }],
      consultPhones: null,
      process: null,
    });
    expect(shown.sources[0].row).toEqual({ 事项名称: '不动产登记' });
    expect(shown.statements.materials).toEqual([
      { value: [{ name: '身份证', form: '原件' }], source: 0, printed: '身份证原件' },
    ]);
  });

  it('shows the newest statement in force where sources disagree, and keeps all of them', async () => {
    const [implementation] = item.implementations;
    const dated = (date: string) => ({ ...source, date });
    const disputed = {
      ...item,
      implementations: [
        {
          ...(implementation as NonNullable<typeof implementation>),
          sources: [dated('2018-01-01'), dated('2021-01-01'), dated('2023-01-01')],
          elements: {
            serviceHours: [
              { value: '旧', source: 0 },
              { value: '现行', source: 1 },
              { value: '已过期', source: 2, validTo: '2023-12-31' },
            ],
          },
        },
      ],
    };
    const { call } = await startApp(fakeServices({ item: () => disputed }));
    const [shown] = (await call('/api/v1/items/x')).json.implementations;
    expect(shown.serviceHours).toBe('现行');
    expect(shown.statements.serviceHours.map(({ value }: { value: string }) => value)).toEqual([
      '已过期',
      '现行',
      '旧',
    ]);
  });

  it('shows what holds for one situation among the statements only', async () => {
    const [implementation] = item.implementations;
    const fee = (amount: number, text: string) => [{ amount, text }];
    const partly = {
      ...item,
      implementations: [
        {
          ...(implementation as NonNullable<typeof implementation>),
          elements: {
            feeStandard: [{ value: fee(20, '20元'), source: 0, situation: '补发' }],
            serviceHours: [
              { value: '只限补发', source: 0, situation: '补发' },
              { value: '工作日', source: 0 },
            ],
          },
        },
      ],
    };
    const { call } = await startApp(fakeServices({ item: () => partly }));
    const [shown] = (await call('/api/v1/items/x')).json.implementations;
    expect(shown).toMatchObject({ feeStandard: null, serviceHours: '工作日' });
    expect(shown.statements.feeStandard).toEqual([{ value: fee(20, '20元'), source: 0, situation: '补发' }]);
  });

  it('does not find an unknown item, nor one that is not public', async () => {
    const secret = { ...item, implementations: item.implementations.slice(1) };
    const { call } = await startApp(fakeServices({ item: (id) => (id === 'secret' ? secret : null) }));
    for (const id of ['nope', 'secret', '%E0%A4%A', '..%2f..%2fetc']) {
      const reply = await call(`/api/v1/items/${id}`);
      expect(reply.status, id).toBe(404);
      expect(reply.json.code).toBe('service_item.not_found');
    }
  });

  it('suggests', async () => {
    const { call } = await startApp(fakeServices());
    const { json } = await call(`/api/v1/suggest?q=${encodeURIComponent('婚姻')}`);
    expect(json).toEqual({ suggestions: [{ text: '婚姻登记', itemId: item.id }] });
    expect((await call('/api/v1/suggest')).json).toEqual({ suggestions: [] });
  });

  it('lists regions, themes and agencies', async () => {
    const { call } = await startApp(fakeServices());
    expect((await call('/api/v1/regions')).json.regions).toHaveLength(3);
    const below = await call(`/api/v1/regions?parent=500000&level=county`);
    expect(below.json.regions.map(({ name }: { name: string }) => name)).toEqual(['大足区', '垫江县']);
    expect((await call('/api/v1/themes')).json).toEqual({ themes: [{ name: '住房', items: 1 }] });
    const names = async (path: string) =>
      (await call(path)).json.agencies.map(({ name }: { name: string }) => name);
    expect(await names('/api/v1/agencies')).toEqual(['区规划自然资源局', '县民政局']);
    expect(await names('/api/v1/agencies?region=500231')).toEqual(['县民政局']);
    expect(await names('/api/v1/agencies?region=500000')).toHaveLength(2);
  });

  it('finds places near a point', async () => {
    let query: unknown;
    const { call } = await startApp(
      fakeServices({
        places: (given) => {
          query = given;
          return [];
        },
      }),
    );
    expect((await call('/api/v1/places?near=29.7,105.72')).json).toEqual({ places: [] });
    expect(query).toEqual({ near: { latitude: 29.7, longitude: 105.72 }, limit: 20, regionCode: undefined });
    for (const near of ['29.7', '91,0', '0,181', 'a,b']) {
      expect((await call(`/api/v1/places?near=${near}`)).json.errors[0].field).toBe('near');
    }
  });
});

describe('optional services', () => {
  it.each([
    ['GET', '/api/v1/places'],
    ['POST', '/api/v1/eligibility'],
    ['GET', '/api/v1/life-events'],
    ['GET', '/api/v1/life-events/birth'],
    ['POST', '/api/v1/feedback'],
    ['POST', '/api/v1/staff/session'],
    ['GET', '/api/v1/staff/session'],
    ['DELETE', '/api/v1/staff/session'],
    ['POST', '/api/v1/mini-program/login'],
    ['GET', '/hsds/'],
    ['GET', '/hsds/services/x'],
  ])('%s %s answers 501 while its service is not there', async (method, path) => {
    const { call } = await startApp(fakeServices());
    const reply = await call(path, { method });
    expect(reply.status).toBe(501);
    expect(reply.json.title).toBe('该功能尚未开通');
  });

  it('eligibility passes facts and region, and refuses facts that are not plain', async () => {
    let given: unknown;
    const { postJson } = await startApp(
      fakeServices({
        eligibility: (request) => {
          given = request;
          return {
            benefits: [
              {
                itemId: 'x',
                name: '高龄津贴',
                verdict: 'met',
                reasons: [{ sentence: '年满 80 周岁', source: null }],
                missing: [],
              },
            ],
          };
        },
      }),
    );
    const facts = { age: 82, urban: false, household: '城镇' };
    const { json } = await postJson('/api/v1/eligibility', { facts, region: '大足区' });
    expect(given).toEqual({ facts, regionCode: '500111' });
    expect(json.benefits[0]).toMatchObject({ verdict: 'met', reasons: [{ source: null }] });
    expect((await postJson('/api/v1/eligibility', { facts: { age: [1] } })).json.errors[0].field).toBe(
      'facts.age',
    );
    expect((await postJson('/api/v1/eligibility', { facts: { 年龄: 1 } })).status).toBe(422);
  });

  it('life events are listed and shown', async () => {
    const view = {
      id: 'birth',
      name: '我要生孩子',
      summary: '出生一件事',
      region: null,
      steps: [
        { title: '登记', itemId: null, name: '生育登记', agency: null, after: [], note: null, sources: [] },
      ],
      materials: [{ name: '身份证', note: null, steps: [0], sources: [] }],
    };
    const { call } = await startApp(
      fakeServices({
        lifeEvents: {
          list: () => [{ id: 'birth', name: '我要生孩子', summary: '出生一件事', steps: 1 }],
          find: (id) => (id === 'birth' ? view : null),
        },
      }),
    );
    expect((await call('/api/v1/life-events')).json.lifeEvents[0].id).toBe('birth');
    expect((await call('/api/v1/life-events/birth?region=500111')).json).toEqual(view);
    expect((await call('/api/v1/life-events/none')).json.code).toBe('life_event.not_found');
  });

  it('feedback is checked and stored', async () => {
    const stored: FeedbackRequest[] = [];
    const { postJson } = await startApp(
      fakeServices({
        feedback: async (feedback) => {
          stored.push(feedback);
          return 'f-1';
        },
      }),
    );
    const feedback = { sessionId: 's-1', rating: 5, tags: ['态度好'], comment: '很快' };
    const reply = await postJson('/api/v1/feedback', feedback);
    expect([reply.status, reply.json]).toEqual([201, { id: 'f-1' }]);
    expect(stored).toEqual([feedback]);
    for (const wrong of [
      { rating: 6 },
      { rating: 0 },
      { rating: '5' },
      { rating: 3, comment: '长'.repeat(1001) },
    ]) {
      expect((await postJson('/api/v1/feedback', { sessionId: 's-1', ...wrong })).status).toBe(422);
    }
    expect(stored).toHaveLength(1);
  });
});
