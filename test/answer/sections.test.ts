import { describe, expect, it } from 'vitest';
import type { IntentId } from '../../src/answer/response.js';
import { askedSection, implementation, matterIn, sourceOf } from './factories.js';

const PHONE = '023-43000001';
const CITY = { regionCode: '500000', sources: [sourceOf('cq-001')] };

describe('a section', () => {
  it('is stated with its source, derived with its reason, or unknown with whom to ask', () => {
    const matter = matterIn('500111', [
      implementation({
        agency: [{ value: '区民政局', source: 0 }],
        materials: [{ value: [{ name: '身份证', form: '原件', copies: 1 }], source: 0 }],
      }),
    ]);
    expect(askedSection(matter, 'materials')).toMatchObject({
      status: 'stated',
      lines: ['身份证（原件1份）'],
      sources: [{ key: 'dzq-001' }],
    });
    const location = askedSection(matter, 'location');
    expect(location).toMatchObject({ status: 'derived', sources: [{ key: 'dzq-001' }] });
    expect(location.lines.join()).toMatch(/由区民政局办理.*按清单载明的实施机构推算/);
    const fee = askedSection(matter, 'fee');
    expect(fee).toMatchObject({ status: 'unknown', sources: [] });
    expect(fee.lines[0]).toMatch(/没有写明是否收费.*区民政局.*12345/);
  });

  it('names the matter’s own number where something else is unknown, else that of the line of work', () => {
    const hotlines = [
      {
        number: '12333',
        words: /人社/,
        purpose: '人社热线',
        regionCode: '500000',
        source: sourceOf('cq135-019'),
      },
      {
        number: '12329',
        words: /公积金/,
        purpose: '公积金热线',
        regionCode: '511700',
        source: sourceOf('dz-x'),
      },
    ];
    const feeOf = (agency: string, more: object = {}) =>
      askedSection(matterIn('500111', [implementation(more, { agency })], { hotlines }), 'fee');
    expect(feeOf('区人社局').lines[0]).toMatch(/可向区人社局咨询，或拨打12333、政务服务便民热线12345/);
    expect(feeOf('区人社局').sources.map(({ key }) => key)).toEqual(['cq135-019']);
    expect(feeOf('公积金中心').lines[0]).toMatch(/或拨打政务服务便民热线12345/);
    const own = { consultPhones: [{ value: [{ number: PHONE }], source: 0 }] };
    expect(feeOf('区人社局', own).lines[0]).toContain(`拨打${PHONE}、政务服务便民热线12345`);
  });

  it('keeps what holds for one situation apart from the matter as a whole', () => {
    const matter = matterIn('500111', [
      implementation({
        promisedTimeLimit: [
          { value: { days: 3, unit: 'workingDay', text: '3个工作日' }, source: 0, situation: '租房提取' },
        ],
        feeStandard: [
          { value: [{ amount: 0, text: '免费' }], source: 0 },
          { value: [{ amount: 20, per: '本', text: '20元/本' }], source: 0, situation: '补发' },
        ],
      }),
    ]);
    expect(askedSection(matter, 'timeLimit').lines).toEqual(['租房提取：承诺时限：3个工作日']);
    expect(askedSection(matter, 'fee').lines).toEqual(['免费', '补发：20元/本']);
  });

  it('says when a value has run out, and prefers one in force', () => {
    const old = { value: [{ amount: 50, text: '50元' }], source: 0, validTo: '2024-12-31' };
    const expired = askedSection(matterIn('500111', [implementation({ feeStandard: [old] })]), 'fee');
    expect(expired.lines.join()).toMatch(/50元.*2024-12-31为止，已经过期/);
    const current = { value: [{ amount: 0, text: '免费' }], source: 0, validFrom: '2025-01-01' };
    const both = askedSection(matterIn('500111', [implementation({ feeStandard: [old, current] })]), 'fee');
    expect(both.lines).toEqual(['免费']);
  });

  it('derives from the region above and says so', () => {
    const matter = matterIn('500111', [
      implementation({ name: [{ value: '某事', source: 0 }] }),
      implementation({ materials: [{ value: [{ name: '户口簿' }], source: 0 }] }, CITY),
    ]);
    expect(askedSection(matter, 'materials')).toMatchObject({
      status: 'derived',
      lines: ['户口簿', '（按重庆市统一规定）'],
      sources: [{ key: 'cq-001' }],
    });
  });

  const guide = (title: string, url = 'https://www.example.org/') => ({
    ...CITY,
    sources: [{ ...sourceOf('guide-x'), title, url }],
  });
  const papers = { materials: [{ value: [{ name: '户口簿' }], source: 0 }] };

  it.each([
    ['垫江县民政局：办事指南', '（这是垫江县的资料，您所在区县可能不同）'],
    ['重庆落户政策（转载）', '（这是重庆市的资料，您所在区县可能不同）'],
    ['中华人民共和国户口登记条例', '（按全国统一规定）'],
    ['重庆市户口登记办法', '（按重庆市统一规定）'],
  ])('read from %s says %s', (title, remark) => {
    const own = implementation({ name: [{ value: '某事', source: 0 }] });
    const matter = matterIn('500111', [own, implementation(papers, guide(title))]);
    expect(askedSection(matter, 'materials').lines).toEqual(['户口簿', remark]);
  });

  it('says whose text it is even where the list of the region itself holds it, but not to that place’s people', () => {
    const linesFor = (regionCode: string) =>
      askedSection(matterIn(regionCode, [implementation(papers, guide('垫江县：办事指南'))]), 'materials')
        .lines;
    expect(linesFor('500000')).toEqual(['户口簿', '（这是垫江县的资料，您所在区县可能不同）']);
    expect(linesFor('500231')).toEqual(['户口簿']);
  });

  it('takes another place’s text last, and not at all what the keeper notes to hold only there', () => {
    const faq = (answer: string, source: number, note?: string) => ({
      value: [{ question: '要钱吗', answer }],
      source,
      ...(note ? { note } : {}),
    });
    const sources = [
      { ...sourceOf('guide-a', '2020-01-01'), title: '重庆市办事指南' },
      { ...sourceOf('guide-b', '2024-01-01'), title: '垫江县：补贴' },
    ];
    const linesOf = (faqs: object[]) =>
      askedSection(
        matterIn('500111', [implementation({ faqs: faqs as never }, { ...CITY, sources })]),
        'faq',
      ).lines.join();
    expect(linesOf([faq('不要', 0), faq('补50元', 1)])).toContain('不要');
    expect(linesOf([faq('补50元', 1)])).toContain('这是垫江县的资料');
    expect(linesOf([faq('补50元', 1, '仅垫江县。')])).not.toContain('50');
  });

  it('says a remark that several parts share once', () => {
    const paper = (name: string, situation: string) => ({
      value: [{ name }],
      source: 0,
      situation,
      confidence: 'medium' as const,
    });
    const matter = matterIn('500111', [
      implementation({ materials: [paper('身份证', '新办'), paper('旧证', '换证')] }),
    ]);
    expect(askedSection(matter, 'materials').lines).toEqual([
      '新办：身份证',
      '换证：旧证',
      '（办理前请电话核实）',
    ]);
  });

  it('never shows what is of low confidence, and asks to verify what is of medium', () => {
    const feeOf = (confidence: 'low' | 'medium') =>
      askedSection(
        matterIn('500111', [
          implementation({ feeStandard: [{ value: [{ amount: 9, text: '9元' }], source: 0, confidence }] }),
        ]),
        'fee',
      );
    expect(feeOf('low').status).toBe('unknown');
    expect(feeOf('medium').lines).toEqual(['9元', '（办理前请电话核实）']);
  });
});

describe('fees and limits', () => {
  it.each([
    [{ amount: 25, per: '卡', text: '每卡收取工本费' }, '25元/卡（每卡收取工本费）'],
    [{ amount: 25, per: '卡', text: '25元/卡' }, '25元/卡'],
    [{ amount: 0, text: '不收费' }, '免费'],
    [{ amount: 20, per: '证', text: '到期换领20元/证' }, '到期换领20元/证'],
    [{ amount: 0.4, per: '平方米', text: '门店0.40元' }, '门店0.40元'],
    [{ text: '按面积计收', exemptions: '低保户免收' }, '按面积计收；减免：低保户免收'],
  ])('%j reads %s', (fee, line) => {
    const matter = matterIn('500111', [implementation({ feeStandard: [{ value: [fee], source: 0 }] })]);
    expect(askedSection(matter, 'fee').lines).toEqual([line]);
  });

  const feeFrom = (source: number, amount: number, confidence?: 'medium') => ({
    value: [{ amount, text: amount === 0 ? '免费' : `${amount}元` }],
    source,
    ...(confidence ? { confidence } : {}),
  });
  const feeLines = (fees: object[], sources: ReturnType<typeof sourceOf>[], today?: string) =>
    askedSection(
      matterIn('500111', [implementation({ feeStandard: fees as never }, { sources })], { today }),
      'fee',
    ).lines;

  it('are those of the newest official source where two disagree, the other named with its year', () => {
    const sources = [sourceOf('old', '2011-01-01'), sourceOf('new', '2024-01-01')];
    const fees = [feeFrom(0, 25), feeFrom(1, 0)];
    expect(feeLines(fees, sources)).toEqual(['免费', '（较早的资料《old清单》（2011年）写的是：25元）']);
    expect(feeLines(fees, sources, '2020-01-01')).toEqual(['25元']);
  });

  it('are not those of a newer page that is second-hand, which is named all the same', () => {
    const sources = [sourceOf('list', '2011-01-01'), sourceOf('repost', '2024-01-01')];
    expect(feeLines([feeFrom(0, 25), feeFrom(1, 0, 'medium')], sources)).toEqual([
      '25元',
      '（另有资料《repost清单》（2024年）写的是：免费，以经办机构答复为准）',
    ]);
  });

  it('say that a newer source agrees, and nothing of an older one that does', () => {
    const sources = [{ ...sourceOf('list'), date: null }, sourceOf('news', '2022-01-06')];
    const again = { value: [{ amount: 25, per: '张', text: '补卡收25元' }], source: 1, confidence: 'medium' };
    expect(feeLines([feeFrom(0, 25), again], sources)).toEqual([
      '25元',
      '（《news清单》（2022年）写的相同：补卡收25元）',
    ]);
  });

  it('gives the promised limit before the legal one, each with its source', () => {
    const matter = matterIn('500111', [
      implementation(
        {
          promisedTimeLimit: [{ value: { days: 0, text: '即办' }, source: 0 }],
          legalTimeLimit: [{ value: { days: 20, unit: 'workingDay', text: '法定' }, source: 1 }],
        },
        { sources: [sourceOf('a'), sourceOf('b')] },
      ),
    ]);
    const { lines, sources } = askedSection(matter, 'timeLimit');
    expect(lines).toEqual(['承诺时限：即办', '法定时限：20个工作日（法定）']);
    expect(sources.map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('what no source states as such', () => {
  const sectionOf = (elements: Parameters<typeof implementation>[0], intent: IntentId) =>
    askedSection(matterIn('500111', [implementation(elements)]), intent);
  const steps = (...texts: string[]) => [{ value: texts.map((text) => ({ text })), source: 0 }];
  const faq = (question: string, answer: string) => [{ value: [{ question, answer }], source: 0 }];

  it('is a time that steps and 常见问题 tell, not the applicant’s own', () => {
    const process = steps('15日内申请复核', '公示5个工作日', '民政局10个工作日内审核');
    const lines = sectionOf({ process, faqs: faq('多久能批下来？', '25个工作日。') }, 'timeLimit').lines;
    expect(lines.slice(0, 3)).toEqual(['公示5个工作日', '民政局10个工作日内审核', '25个工作日。']);
    expect(lines[3]).toMatch(/^（没有写明总的时限/);
    expect(sectionOf({ faqs: faq('能领多久？', '24个月。') }, 'timeLimit').status).toBe('unknown');
  });

  it('is no time where days say nothing of how long it takes', () => {
    const standard = (value: string) => ({ standard: [{ value, source: 0 }] });
    expect(sectionOf(standard('自急救之日起7日内急救所发生的费用。'), 'timeLimit').status).toBe('unknown');
    expect(sectionOf(standard('受理后7日内拨付。'), 'timeLimit').lines).toEqual(['受理后7日内拨付。']);
  });

  it('is a sum that 常见问题 tells, and none that a plan means to reach', () => {
    const standard = [{ value: '支付失业保险金。参保人数在450万人左右。', source: 0 }];
    expect(sectionOf({ standard, faqs: faq('每月能领多少？', '1864元/月。') }, 'standard').lines).toEqual([
      '1864元/月。',
      '支付失业保险金。',
    ]);
    const target = [{ value: '孕产妇系统管理率逐步达到90%以上。', source: 0 }];
    expect(sectionOf({ standard: target }, 'standard').status).toBe('unknown');
  });

  it('are hours where a row only speaks of them', () => {
    const content = (value: string) => ({ content: [{ value, source: 0 }] });
    expect(sectionOf(content('错时开放时间不低于规定开放时间的1/3；'), 'hours').status).toBe('unknown');
    expect(sectionOf(content('人工服务为每周5×8小时。'), 'hours').status).toBe('stated');
  });

  it('tells an overview by something that is stated rather than by the name again', () => {
    const named = { type: [{ value: '行政许可', source: 0 }], agency: [{ value: '区民政局', source: 0 }] };
    const conditions = [{ value: ['年满18周岁'], source: 0 }];
    expect(sectionOf({ ...named, conditions }, 'overview').key).toBe('conditions');
    expect(sectionOf(named, 'overview').key).toBe('content');
  });

  it('names no person as a paper', () => {
    const materials = [{ value: [{ name: '外国人：有效护照', form: '原件' }], source: 0 }];
    expect(sectionOf({ materials }, 'materials').lines).toEqual(['有效护照（原件）：外国人']);
  });
});

describe('numbers in the row itself', () => {
  it.each([
    ['受理“12319”城市管理热线投诉', ['12319']],
    ['12345政务服务便民热线', ['12345']],
    ['独生子女死亡12960元/人·年', null],
    ['中装的房屋按110元/m²补偿', null],
  ])('%s gives %j', (content, numbers) => {
    const phone = askedSection(
      matterIn('500111', [implementation({ content: [{ value: content, source: 0 }] })]),
      'phone',
    );
    expect(phone.status === 'stated' ? phone.lines : null).toEqual(numbers);
  });
});
