import { describe, expect, it } from 'vitest';
import type { Elements } from '../../entities/elements.js';
import type { ImplementationRecord } from '../../src/catalogue/snapshot.js';
import { uuidV5 } from '../../src/hsds/uuid.js';
import { item, snapshotOf, source } from '../places/factories.js';
import { everything, expectValid, full, isService, only, servicesOf, stated } from './support.js';

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
