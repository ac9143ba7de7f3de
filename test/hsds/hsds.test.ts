import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Elements } from '../../entities/elements.js';
import type { ImplementationRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { ServiceDirectory } from '../../src/hsds/directory.js';
import { hsdsRoutes } from '../../src/hsds/routes.js';
import type { HsdsService } from '../../src/hsds/schema.js';
import { presentService } from '../../src/hsds/service.js';
import { uuidV5 } from '../../src/hsds/uuid.js';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { fakeServices, startApp } from '../http/support.js';
import { item, snapshotOf, source } from '../places/factories.js';
import { openTestWenban } from '../support-wenban.js';
import { formats, serviceListRules, serviceRules } from './rules.js';

const TODAY = '2026-03-02';
const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
const isService = ajv.compile(serviceRules);
const isListed = ajv.compile(serviceListRules);

function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

const stated = <T>(value: T) => [{ value, source: 0 }];

/** An implementation that states every element. */
const everything: Elements = {
  basicCode: stated('000111001000'),
  implementationCode: stated('11500225MB15123456400011100100001'),
  name: stated('不动产登记'),
  type: stated('行政确认'),
  legalBases: stated([
    { title: '不动产登记暂行条例', docNumber: '国务院令第656号', article: '第六条', text: '原文' },
  ]),
  exerciseLevels: stated([{ level: 'county' as const, role: '审定' }]),
  authorityDivision: stated('区级负责登记'),
  content: stated('不动产权属登记'),
  agency: stated('区规划自然资源局'),
  agencyNature: stated('法定机关'),
  legalTimeLimit: stated({ days: 30, unit: 'workingDay' as const, text: '30个工作日' }),
  conditions: stated(['权属清楚', '材料齐全']),
  materials: stated([{ name: '身份证', form: '原件', copies: 1, verifiedOnline: true }]),
  jointAgencies: stated(['区税务局']),
  intermediaryServices: stated('无'),
  process: stated([{ text: '申请', time: '当日' }, { text: '发证' }]),
  quota: stated('无'),
  resultName: stated('不动产权证书'),
  resultSample: stated('样本.jpg'),
  feeCharged: stated(true),
  feeStandard: stated([{ amount: 80, per: '件', exemptions: '首次免', text: '80元/件' }]),
  feeBasis: stated('发改价格规〔2016〕2559号'),
  audience: stated('自然人、企业法人'),
  handlingType: stated('承诺件'),
  promisedTimeLimit: stated({ days: 5, unit: 'workingDay' as const, text: '5个工作日' }),
  serviceScope: stated('全区通办'),
  handlingForms: stated(['窗口办理', '网上办理']),
  appointment: stated(true),
  onlinePayment: stated(false),
  courier: stated(true),
  system: stated('渝快办（https://zwykb.cq.gov.cn）'),
  locations: stated([
    {
      name: '不动产登记中心',
      address: '某路8号',
      window: '1号窗口',
      hours: '周一至周五9:00-12:00，14:00-18:00（法定节假日除外）',
      phones: ['023-43000000'],
      latitude: 29.7,
      longitude: 105.72,
    },
    { name: '龙岗分中心' },
  ]),
  serviceHours: stated('周一至周四9:00-17:00，周五9:00-16:00'),
  consultPhones: stated([{ number: '023-43000001', label: '登记科' }]),
  faqs: stated([{ question: '多久能办好', answer: '5个工作日' }]),
  supervisePhones: stated([{ number: '12345' }, { number: 'https://example.org/complain' }]),
  standard: stated('免费'),
};

const full: Partial<ImplementationRecord> = {
  agency: '区规划自然资源局',
  elements: everything,
  sources: [{ ...source, key: 'dzq-zdpyc-074', seq: 74, date: '2021-05-20', row: { 序号: '74' } }],
};

function servicesOf(snapshot: Snapshot): HsdsService[] {
  const directory = new ServiceDirectory(snapshot);
  return directory.entries.map((entry) => {
    const parts = directory.partsOf(entry, TODAY);
    if (!parts) throw new Error(`${entry.id} has no parts`);
    return presentService(parts);
  });
}

function only(...implementations: Partial<ImplementationRecord>[]): HsdsService {
  const [service] = servicesOf(snapshotOf([item('dzq-zdpyc-074', '不动产登记', implementations)]));
  if (!service) throw new Error('no service');
  return service;
}

describe('an implementation with all 36 elements', () => {
  const service = only(full);

  it('is valid HSDS', () => {
    expectValid(isService, service);
  });

  it('uses the terms of the standard where there are any', () => {
    expect(service).toMatchObject({
      name: '不动产登记',
      status: 'active',
      description: '不动产权属登记',
      url: 'https://zwykb.cq.gov.cn',
      application_process: '申请\n发证',
      fees_description: '80元/件',
      eligibility_description: '权属清楚\n材料齐全',
      organization: { name: '区规划自然资源局', legal_status: '法定机关' },
      service_areas: [{ name: '大足区', description: '全区通办' }],
      cost_options: [
        { amount: 80, currency: 'CNY', option: '件', amount_description: '80元/件\n减免：首次免' },
      ],
    });
    expect(service.organization_id).toBe(service.organization?.id);
    expect(service.phones?.map(({ number, description }) => [number, description])).toEqual([
      ['023-43000001', '咨询（登记科）'],
      ['12345', '监督投诉'],
    ]);
  });

  it('gives weekly schedules in Beijing time', () => {
    expect(service.schedules?.map((one) => [one.byday, one.opens_at, one.closes_at, one.timezone])).toEqual([
      ['MO,TU,WE,TH', '09:00+08:00', '17:00+08:00', 8],
      ['FR', '09:00+08:00', '16:00+08:00', 8],
    ]);
    const [office, branch] = service.service_at_locations ?? [];
    expect(office?.location).toMatchObject({
      name: '不动产登记中心',
      latitude: 29.7,
      addresses: [
        { address_1: '某路8号', city: '大足区', state_province: '重庆市', postal_code: '', country: 'CN' },
      ],
      schedules: [{ byday: 'MO,TU,WE,TH,FR', x_holiday_rule: 'closed' }, { opens_at: '14:00+08:00' }],
    });
    expect(branch?.location).not.toHaveProperty('addresses');
  });

  it('classifies, and puts what the standard has no term for under x_', () => {
    const values = service.attributes?.map(({ link_type, value }) => `${link_type}=${value}`);
    expect(values).toEqual(
      expect.arrayContaining([
        'basic_code=000111001000',
        'impl_code=11500225MB15123456400011100100001',
        'service_type=行政确认',
        'exercise_level=县级',
        'audience=自然人',
        'audience=企业法人',
        'handling_type=承诺件',
        'supervision_url=https://example.org/complain',
      ]),
    );
    expect(service).toMatchObject({
      x_legal_basis: [
        { title: '不动产登记暂行条例', doc_number: '国务院令第656号', article: '第六条', text: '原文' },
      ],
      x_statutory_limit: { value: 30, unit: 'working_day', raw: '30个工作日' },
      x_promised_limit: { value: 5, unit: 'working_day' },
      x_steps: [{ text: '申请', time: '当日' }, { text: '发证' }],
      x_output: { name: '不动产权证书', sample: '样本.jpg' },
      x_bookable: true,
      x_online_payment: false,
      x_faq: [{ question: '多久能办好' }],
      x_sources: [{ key: 'dzq-zdpyc-074', document: source.document }],
    });
    expect(service.required_documents).toMatchObject([
      { document: '身份证', x_material: { form: '原件', copies: 1, verified_online: true } },
    ]);
  });
});

describe('what is published', () => {
  it('leaves out what no source states, and what residents may not see', () => {
    const bare = only({
      elements: { consultPhones: [{ value: [{ number: '1' }], source: 0, confidence: 'low' }] },
    });
    expectValid(isService, bare);
    expect(Object.keys(bare).sort()).toEqual(
      ['id', 'last_modified', 'name', 'service_areas', 'status', 'x_item_id', 'x_sources'].sort(),
    );
    const secret = { ...full, regionCode: '500231', elements: { ...everything, disclosed: stated(false) } };
    expect(
      servicesOf(snapshotOf([item('a', '事项', [secret, full])])).map(
        ({ service_areas }) => service_areas[0]?.name,
      ),
    ).toEqual(['大足区']);
  });

  it('warns where a statement has to be verified, and says what is free', () => {
    const elements: Elements = {
      feeCharged: stated(false),
      conditions: [{ value: ['本地户籍'], source: 0, confidence: 'medium' }],
    };
    expect(only({ elements })).toMatchObject({
      alert: expect.stringContaining('电话核实'),
      fees_description: '不收费',
    });
  });

  it('keeps what holds in one situation apart from what holds for the whole service', () => {
    const elements: Elements = {
      materials: [
        { value: [{ name: '租房合同' }], source: 0, situation: '租房提取' },
        { value: [{ name: '身份证' }], source: 0 },
        { value: [{ name: '传闻' }], source: 0, situation: '其他', confidence: 'low' },
      ],
      process: [{ value: [{ text: '网上申请' }], source: 0, situation: '租房提取' }],
    };
    const service = only({ elements });
    expectValid(isService, service);
    expect(service.required_documents?.map(({ document }) => document)).toEqual(['身份证']);
    expect(service).not.toHaveProperty('application_process');
    expect(service.x_situations).toEqual([
      { name: '租房提取', documents: ['租房合同'], steps: ['网上申请'] },
    ]);
  });

  it('keeps hours that were not understood as words', () => {
    const [schedule, ...more] =
      only({ elements: { serviceHours: stated('全年免费开放，每周64小时') } }).schedules ?? [];
    expect(more).toEqual([]);
    expect(schedule).toMatchObject({ description: '全年免费开放，每周64小时' });
    expect(schedule).not.toHaveProperty('freq');
  });
});

describe('ids', () => {
  const rowOnly = (key: string): Partial<ImplementationRecord> => ({ sources: [{ ...source, key, seq: 1 }] });

  it('are UUIDs of version 5 (example of RFC 9562, appendix A.4)', () => {
    expect(uuidV5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('stay when the wording, the order or other sources of a service change', () => {
    const before = only(full);
    const after = only({
      ...full,
      name: '不动产登记（新）',
      agency: '区规划和自然资源局',
      sources: [...(full.sources ?? []), { ...source, key: 'guide-1' }],
    });
    expect(after.id).toBe(before.id);
    expect(only(rowOnly('dj-017')).id).toBe(only({ ...rowOnly('dj-017'), agency: '县人力社保局' }).id);
  });

  it('differ by region, row and code', () => {
    const ids = [
      only(rowOnly('dj-017')),
      only(rowOnly('dj-018')),
      only({ ...rowOnly('dj-017'), regionCode: '500231' }),
      only(full),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('stay different where two rows carry one code by mistake', () => {
    const second = { ...full, ...rowOnly('dzq-zdpyc-075'), elements: everything };
    const services = servicesOf(snapshotOf([item('a', '甲', [full]), item('b', '乙', [second])]));
    expect(new Set(services.map(({ id }) => id)).size).toBe(2);
  });

  it('of agencies and offices are the same in every service', () => {
    const [a, b] = servicesOf(
      snapshotOf([
        item('a', '甲', [full]),
        item('b', '乙', [{ ...full, ...rowOnly('dj-001'), elements: { locations: everything.locations } }]),
      ]),
    );
    expect(a?.organization_id).toBe(b?.organization_id);
    expect(a?.service_at_locations?.[0]?.location_id).toBe(b?.service_at_locations?.[0]?.location_id);
  });
});

describe('the bundled catalogue', () => {
  let wenban: Wenban;
  let services: HsdsService[];
  beforeAll(async () => {
    wenban = await openTestWenban();
    services = servicesOf(wenban.catalogue.current());
  });
  afterAll(() => wenban.close());

  it('is valid HSDS throughout, each service once', () => {
    const implementations = wenban.catalogue.current().items.flatMap((one) => one.implementations);
    expect(services).toHaveLength(implementations.length);
    expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
    for (const service of services) expectValid(isService, service);
  });

  // The official schemas are CC BY-SA, so they are not part of this project: HSDS_SCHEMAS names a folder that has them.
  const official = join(process.env.HSDS_SCHEMAS ?? '', 'compiled', 'service.json');
  it.skipIf(!existsSync(official))('validates against the schemas of the standard', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true, formats, validateSchema: false }).compile(
      JSON.parse(readFileSync(official, 'utf8')),
    );
    for (const service of [...services, only(full)]) expectValid(validate, service);
  });

  it('is served: pages that together hold every service, and each service alone', async () => {
    const routes = hsdsRoutes(createServices(wenban), () => TODAY);
    const { call } = await startApp(createServices(wenban), { routes, env: { RATE_LIMIT_PER_MINUTE: '0' } });
    const seen = new Set<string>();
    for (let page = 1, last = false; !last; page++) {
      const { json } = await call(`/hsds/services?per_page=100&page=${page}`);
      for (const one of json.contents) {
        expectValid(isListed, one);
        seen.add(one.id);
      }
      expect(json).toMatchObject({
        page_number: page,
        size: json.contents.length,
        first_page: page === 1,
        empty: false,
      });
      last = json.last_page;
    }
    expect(seen.size).toBe(services.length);
    const [first] = services;
    const { status, json } = await call(`/hsds/services/${first?.id.toUpperCase()}`);
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(first)));
    const found = await call(`/hsds/services?search=${encodeURIComponent('社保卡')}&full=true&per_page=3`);
    expect(found.json.contents[0].name).toMatch(/社会保障卡|社保卡/);
    expect(found.json.contents[0].x_sources).not.toHaveLength(0);
  });
});

describe('the routes', () => {
  const snapshot = snapshotOf([
    item('a', '甲', [full]),
    item('b', '乙', [{ ...full, regionCode: '500231', agency: '县民政局', elements: {} }]),
  ]);
  const start = () => {
    const services = fakeServices({ snapshot: () => snapshot });
    return startApp(services, { routes: hsdsRoutes(services, () => TODAY) });
  };

  it('say version, profile and OpenAPI, each an address that answers', async () => {
    const { call } = await start();
    const { json } = await call('/hsds/', { headers: { Host: 'wenban.example' } });
    expect(json).toEqual({
      version: '3.0',
      profile: 'http://wenban.example/hsds/profile',
      openapi_url: 'http://wenban.example/openapi.json',
    });
    for (const address of [json.profile, json.openapi_url])
      expect((await call(new URL(address).pathname)).status).toBe(200);
    expect((await call('/openapi.json')).json.paths).toHaveProperty('/hsds/services/{id}');
  });

  it('filter by agency and time, cumulatively', async () => {
    const { call } = await start();
    const all = (await call('/hsds/services')).json;
    expect(all.total_items).toBe(2);
    const [, second] = all.contents;
    const one = (await call(`/hsds/services?organization_id=${second.organization_id}`)).json;
    expect(one.contents.map(({ id }: { id: string }) => id)).toEqual([second.id]);
    const none = `/hsds/services?organization_id=${second.organization_id}&modified_after=2026-01-02`;
    expect((await call(none)).json).toMatchObject({
      total_items: 0,
      total_pages: 0,
      last_page: true,
      empty: true,
    });
    expect((await call('/hsds/services?modified_after=2026-01-01')).json.total_items).toBe(2);
    expect((await call('/hsds/services?page=9')).json).toMatchObject({
      page_number: 9,
      size: 0,
      empty: true,
    });
  });

  it.each([
    'per_page=0',
    'per_page=101',
    'page=x',
    'organization_id=x',
    'modified_after=gestern',
    'colour=red',
  ])('refuse ?%s', async (query) => {
    const { call } = await start();
    expect((await call(`/hsds/services?${query}`)).status).toBe(422);
  });

  it('do not know an unknown service', async () => {
    const { call } = await start();
    for (const id of ['nope', uuidV5('nope')]) expect((await call(`/hsds/services/${id}`)).status).toBe(404);
  });

  it('publish a profile that describes every x_ property that is sent', async () => {
    const { call } = await start();
    const { json } = await call('/hsds/profile');
    const patch = async (file: string) =>
      (await call(new URL(json.files[file]).pathname)).json.properties as Record<string, object>;
    expect(json.modifications['service.json'].properties).toEqual(await patch('service.json'));
    const sent = only(full);
    const own = (record: object | undefined) =>
      Object.keys(record ?? {}).filter((name) => name.startsWith('x_'));
    expect(Object.keys(await patch('service.json'))).toEqual(expect.arrayContaining(own(sent)));
    expect(own(sent).length).toBeGreaterThan(15);
    expect(own(sent.required_documents?.[0])).toEqual(Object.keys(await patch('required_document.json')));
    expect(Object.keys(await patch('schedule.json'))).toEqual(own(sent.schedules?.[0]));
    // A patched schema has to be a schema: here the patch of the service alone.
    const validate = ajv.compile({ type: 'object', properties: await patch('service.json') });
    expectValid(validate, sent);
  });
});
