import { describe, expect, it } from 'vitest';
import { place } from '../places/factories.js';
import { askedSection, implementation, matterIn, sourceOf } from './factories.js';

const PHONE = '023-43000001';
const CITY = { regionCode: '500000', sources: [sourceOf('cq-001')] };

describe('places', () => {
  const hall = place({
    key: 'place-hall',
    name: '大足区政务服务大厅',
    regionCode: '500111',
    address: '某路1号',
    hours: '周一至周五9:00-17:00',
    confidence: 'medium',
  });
  const bureau = place({
    key: 'place-mz',
    name: '大足区民政局',
    regionCode: '500111',
    domains: ['民政'],
    phones: [PHONE],
  });
  const row = implementation({
    agency: [{ value: '区民政局', source: 0 }],
    exerciseLevels: [{ value: [{ level: 'county' }], source: 0 }],
  });

  it('are named before the kind of counter, those of medium confidence with a warning', () => {
    const { status, lines, sources } = askedSection(
      matterIn('500111', [row], { places: [hall, bureau] }),
      'location',
    );
    expect(status).toBe('derived');
    expect(lines[0]).toBe(`大足区民政局，某路1号，电话${PHONE}`);
    expect(lines[1]).toBe('大足区政务服务大厅，某路1号，周一至周五9:00-17:00（办理前请电话核实）');
    expect(lines[2]).toBe('可到：区县政务服务大厅。');
    expect(sources.map(({ key }) => key)).toEqual(['dzq-001', 'place-x']);
  });

  it('of another county or of low confidence are never named', () => {
    const elsewhere = { ...bureau, regionCode: '500231' };
    const low = { ...bureau, confidence: 'low' as const };
    for (const places of [[elsewhere], [low]])
      expect(askedSection(matterIn('500111', [row], { places }), 'location').lines[0]).toMatch(/^可到/);
  });

  it('of the city come after what is known of the county, and say that they are the city’s', () => {
    const city = place({ key: 'place-city', name: '重庆市民政局', regionCode: '500000', domains: ['民政'] });
    const guided = implementation({ agency: [{ value: '民政部门', source: 0 }] }, CITY);
    const { lines } = askedSection(matterIn('500111', [guided], { places: [city] }), 'location');
    expect(lines.slice(0, 2)).toEqual([
      '由民政部门办理，可到其服务窗口。',
      '大足区自己的地点资料没有写，上级的是：重庆市民政局，某路1号',
    ]);
  });

  it('stated by a list of the city leave out other counties’, with their phones', () => {
    const listed = implementation(
      {
        locations: [
          {
            value: [{ name: '垫江县公安局' }, { name: '重庆市公安局' }, { name: '大足区公安局' }],
            source: 0,
          },
        ],
        consultPhones: [{ value: [{ number: PHONE, label: '垫江县公安局' }], source: 0 }],
      },
      CITY,
    );
    const lines = (at: string) => askedSection(matterIn(at, [listed]), 'location').lines;
    expect(lines('500111')).toEqual(['大足区公安局', '重庆市公安局']);
    expect(askedSection(matterIn('500111', [listed]), 'phone').status).toBe('unknown');
    const other = implementation(
      { locations: [{ value: [{ name: '垫江县公安局' }, { name: '重庆市公安局' }], source: 0 }] },
      CITY,
    );
    expect(askedSection(matterIn('500111', [other]), 'location').lines).toEqual([
      '大足区自己的地点资料没有写，上级的是：',
      '重庆市公安局',
    ]);
  });

  it('inside a city are not named to somebody who only named the city', () => {
    const matter = matterIn('500000', [{ ...row, ...CITY }], { places: [hall, bureau] });
    expect(askedSection(matter, 'location').lines.join()).not.toContain('大足区');
  });

  it('lend the phone of the agency’s own office, never that of a hall', () => {
    const withPhone = { ...hall, phones: ['023-43000002'] };
    const phone = askedSection(matterIn('500111', [row], { places: [withPhone, bureau] }), 'phone');
    expect(phone.status).toBe('derived');
    expect(phone.lines[0]).toBe(`${PHONE}（这是大足区民政局的办公电话）`);
    expect(phone.lines.join()).not.toContain('43000002');
    expect(askedSection(matterIn('500111', [row], { places: [withPhone] }), 'phone').status).toBe('unknown');
  });

  it.each([
    ['2026-03-02', '按此时间，今天周一，9:00–17:00开门。'],
    ['2026-03-07', '按此时间，今天周六，休息，下次开门3月9日周一9:00。'],
    ['2026-10-10', '按此时间，今天周六，9:00–17:00开门。国庆节调休，当天上班。'],
  ])('tell on %s what their hours mean that day', (today, line) => {
    const { status, lines } = askedSection(matterIn('500111', [row], { places: [hall], today }), 'hours');
    expect(status).toBe('derived');
    expect(lines).toContain(line);
  });

  it('claim nothing of hours that are not understood or not in force', () => {
    const hoursOf = (value: string, validTo?: string) =>
      askedSection(
        matterIn('500111', [implementation({ serviceHours: [{ value, source: 0, validTo }] })]),
        'hours',
      ).lines.join('\n');
    expect(hoursOf('周一至周五9:00-17:00')).toContain('今天周一');
    expect(hoursOf('赶场天上午')).toBe('赶场天上午');
    expect(hoursOf('周一至周五9:00-17:00', '2025-12-31')).not.toContain('今天');
  });

  it('stated by the matter itself come as stated, filled up from what is known of them', () => {
    const stated = implementation({
      locations: [{ value: [{ name: '大足区政务服务大厅', window: '3号窗口' }], source: 0 }],
    });
    const named = { ...hall, itemIds: ['x-1'] };
    const { status, lines } = askedSection(matterIn('500111', [stated], { places: [named] }), 'location');
    expect(status).toBe('stated');
    expect(lines).toEqual(['大足区政务服务大厅，某路1号，3号窗口（办理前请电话核实）']);
  });
});

describe('a matter of which a list only names the lead', () => {
  const lead = { ...sourceOf('cq-050'), row: { 牵头责任单位: '市民政局、市财政局' } };
  const agency = { value: '市民政局、市财政局', source: 0 };
  const matterWith = (elements: object, at = '500111') =>
    matterIn(at, [
      implementation({ agency: [agency], ...elements }, { ...CITY, sources: [lead, sourceOf('guide-x')] }),
    ]);

  it('sends nobody to the lead, whatever is asked', () => {
    const matter = matterWith({});
    expect(askedSection(matter, 'location').lines).toEqual([
      '具体到哪里办清单没有写，可先问乡镇（街道）便民服务中心或拨打12345。',
      '牵头单位：重庆市民政局、重庆市财政局。',
    ]);
    expect(askedSection(matter, 'fee').lines).toEqual([
      '现有资料没有写明是否收费。可先问乡镇（街道）便民服务中心，或拨打政务服务便民热线12345问清楚再去（牵头单位：重庆市民政局、重庆市财政局）。',
    ]);
    expect(askedSection(matter, 'progress').lines[0]).toContain('向受理的窗口查询');
    expect(askedSection(matter, 'complaint').lines[0]).toBe('可拨打12345反映。');
  });

  it('is taken where its steps say, or where the agency of a part is', () => {
    const process = [{ value: [{ text: '备齐材料' }, { text: '向户籍地镇街申请，当场受理' }], source: 1 }];
    expect(askedSection(matterWith({ process }), 'location').lines).toEqual([
      '向户籍地镇街申请。',
      '牵头单位：重庆市民政局、重庆市财政局。',
      '（按资料写明的办理流程推算，出门前可拨12345问清。）',
    ]);
    const part = { value: '区县民政局', source: 1, situation: '高龄津贴' };
    expect(askedSection(matterWith({ agency: [agency, part] }), 'location').lines[0]).toBe(
      '高龄津贴：由区县民政局办理，可到其服务窗口或区县政务服务大厅。',
    );
  });

  it('calls no number of another field: 医疗保险 is not the lead’s any more', () => {
    const hotlines = [
      {
        number: '12333',
        words: /人力社保/,
        regionCode: '500000',
        purpose: '人力社保热线',
        source: sourceOf('cq135-019'),
      },
    ];
    const source = { ...lead, row: { 主责单位: '市人力社保局' } };
    const stated = implementation(
      { agency: [{ value: '市人力社保局', source: 0 }] },
      { ...CITY, sources: [source] },
    );
    const feeOf = (name: string) =>
      askedSection(matterIn('500111', [stated], { hotlines, name }), 'fee').lines[0];
    expect(feeOf('城乡居民医疗保险')).not.toContain('12333');
    expect(feeOf('就业援助')).toContain('12333');
  });
});

describe('the body to ask', () => {
  it('is the one that handles the matter here, never the last of the cell', () => {
    const matter = matterIn('500111', [
      implementation({ agency: [{ value: '区民政局/区财政局', source: 0 }] }, { agency: '区财政局' }),
    ]);
    expect(askedSection(matter, 'fee').lines[0]).toContain('可向区民政局咨询');
    expect(askedSection(matter, 'progress').lines[0]).toContain('向区民政局查询');
  });
});
