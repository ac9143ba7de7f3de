import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Elements } from '../../entities/elements.js';
import { checkSubjects } from '../../src/checks/check-catalogue.js';
import { phoneForm } from '../../src/checks/phone-number.js';
import { RULES } from '../../src/checks/rules/index.js';
import type { Origin } from '../../src/checks/subject.js';
import { projectPath } from '../../src/project-root.js';
import { COMPLETE, context, one, subject } from './factories.js';

/** One broken catalogue for each rule, and the element to blame; `right` is the same thing done properly. */
interface Case {
  rule: string;
  from?: Origin;
  broken: Elements;
  right: Elements;
  blames: string | null;
}

const { supervisePhones: _, ...withoutSupervision } = COMPLETE;
const limit = (days: number, unit: 'workingDay' | 'calendarDay' = 'workingDay') =>
  one({ days, unit, text: `${days}天` });
const basis = (docNumber: string) => one([{ title: '某办法', docNumber, text: '《某办法》' }]);

const CASES: Case[] = [
  {
    rule: 'required-elements',
    from: 'form',
    broken: withoutSupervision,
    right: COMPLETE,
    blames: 'supervisePhones',
  },
  {
    rule: 'wanted-elements',
    from: 'form',
    broken: COMPLETE,
    right: {
      ...COMPLETE,
      exerciseLevels: one([{ level: 'county' as const }]),
      agencyNature: one('法定机关'),
      jointAgencies: one([]),
      intermediaryServices: one('无'),
      quota: one('无'),
      resultName: one('居住证'),
      resultSample: one('无'),
      handlingType: one('承诺件'),
      serviceScope: one('跨区（县）'),
      appointment: one(false),
      onlinePayment: one(false),
      courier: one(false),
      system: one('市级'),
      faqs: one([]),
    },
    blames: 'exerciseLevels',
  },
  {
    rule: 'listed-elements',
    from: 'print',
    broken: { legalBases: basis('某府发〔2018〕9号') },
    right: { legalBases: basis('某府发〔2018〕9号'), audience: one('自然人') },
    blames: 'audience',
  },
  {
    rule: 'authority-division',
    from: 'form',
    broken: { exerciseLevels: one([{ level: 'county' as const }, { level: 'town' as const }]) },
    right: {
      exerciseLevels: one([{ level: 'county' as const }, { level: 'town' as const }]),
      authorityDivision: one('镇街受理，区县审定'),
    },
    blames: 'authorityDivision',
  },
  {
    rule: 'free-with-fee',
    broken: { feeCharged: one(false), feeStandard: one([{ amount: 25, text: '25元/卡' }]) },
    right: { feeCharged: one(false), feeStandard: one([{ amount: 10, text: '邮寄费10元' }]) },
    blames: 'feeStandard',
  },
  {
    rule: 'charged-without-standard',
    from: 'form',
    broken: { feeCharged: one(true), feeBasis: one('某价发〔2018〕1号') },
    right: {
      feeCharged: one(true),
      feeBasis: one('某价发〔2018〕1号'),
      feeStandard: one([{ amount: 20, text: '20元' }]),
    },
    blames: 'feeStandard',
  },
  {
    rule: 'sources-disagree',
    broken: { feeCharged: [...one(true), ...one(false)] },
    right: { feeCharged: [...one(true, { validTo: '2023-12-31' }), ...one(false)] },
    blames: 'feeCharged',
  },
  {
    rule: 'promise-above-legal',
    broken: { legalTimeLimit: limit(20), promisedTimeLimit: limit(30) },
    right: { legalTimeLimit: limit(20), promisedTimeLimit: limit(28, 'calendarDay') },
    blames: 'promisedTimeLimit',
  },
  {
    rule: 'instant-but-slow',
    broken: { handlingType: one('即办件'), promisedTimeLimit: limit(5) },
    right: { handlingType: one('即办件'), promisedTimeLimit: limit(0) },
    blames: 'handlingType',
  },
  {
    rule: 'time-limit-unit',
    broken: { legalTimeLimit: one({ days: 20, text: '20日' }) },
    right: { legalTimeLimit: one({ text: '视情况' }) },
    blames: 'legalTimeLimit',
  },
  {
    rule: 'vague-words',
    broken: { materials: one([{ name: '身份证' }, { name: '其他需要提供的证明材料' }]) },
    right: { materials: one([{ name: '身份证' }, { name: '其他城市的参保证明' }]) },
    blames: 'materials',
  },
  {
    rule: 'loose-words',
    broken: { process: one([{ text: '视情况现场核查' }]) },
    right: { process: one([{ text: '申请材料不全时，当场一次告知' }]) },
    blames: 'process',
  },
  {
    rule: 'phone-form',
    broken: { consultPhones: one([{ number: '023-437' }]) },
    right: { consultPhones: one([{ number: '（023）43762345' }]) },
    blames: 'consultPhones',
  },
  {
    rule: 'phone-area-code',
    broken: { locations: one([{ name: '窗口', phones: ['43762345'] }]) },
    right: { locations: one([{ name: '窗口', phones: ['023-43762345'] }]) },
    blames: 'locations',
  },
  {
    rule: 'hours-form',
    broken: { serviceHours: one('周一到周五 9:00-25:00') },
    right: { serviceHours: one('周一到周五 9:00-17:00') },
    blames: 'serviceHours',
  },
  {
    rule: 'coordinates',
    broken: { locations: one([{ name: '窗口', latitude: 105.72, longitude: 29.7 }]) },
    right: { locations: one([{ name: '窗口', latitude: 29.7, longitude: 105.72 }]) },
    blames: 'locations',
  },
  {
    rule: 'date-form',
    broken: { content: one('甲', { validFrom: '2026-02-30' }) },
    right: { content: one('甲', { validFrom: '2026-02-28', validTo: '2026-02-28' }) },
    blames: 'content',
  },
  {
    rule: 'expired',
    broken: { standard: one('每月500元', { validTo: '2025-12-31' }) },
    right: {
      standard: [...one('每月500元', { validTo: '2025-12-31' }), ...one('每月600元')],
    },
    blames: 'standard',
  },
  {
    rule: 'past-deadline',
    broken: { conditions: one(['2021年3月31日前签约的']) },
    right: { conditions: one(['2020年12月31日前建成的', '2026年12月31日前签约的']) },
    blames: 'conditions',
  },
  {
    rule: 'document-number-unknown',
    broken: { feeBasis: one('《某通知》（渝价〔2012〕99号）') },
    right: { feeBasis: one('《某通知》（渝府发［2012］22号）') },
    blames: 'feeBasis',
  },
  {
    rule: 'document-number-year',
    broken: { legalBases: basis('渝府发〔2062〕22号') },
    right: { legalBases: basis('渝府发〔2012〕22号') },
    blames: 'legalBases',
  },
  {
    rule: 'no-source',
    broken: { content: [{ value: '甲', source: 3 }] },
    right: { content: one('甲') },
    blames: 'content',
  },
  {
    rule: 'unverified',
    broken: { content: one('甲', { confidence: 'low' }) },
    right: { content: one('甲', { confidence: 'medium' }) },
    blames: null,
  },
  {
    rule: 'undisclosed',
    broken: { disclosed: one(false) },
    right: { disclosed: one(true) },
    blames: 'disclosed',
  },
  {
    rule: 'undisclosed-without-basis',
    broken: { disclosed: one(false) },
    right: { disclosed: one(false), legalBases: basis('渝府发〔2012〕22号') },
    blames: 'legalBases',
  },
  {
    rule: 'type-term',
    from: 'form',
    broken: { type: one('便民服务') },
    right: { type: one('行政审批') },
    blames: 'type',
  },
  {
    rule: 'theme-term',
    from: 'form',
    broken: { themes: one(['户籍办理', '户口']) },
    right: { themes: one(['户籍办理', '法人注销']) },
    blames: 'themes',
  },
];

const findings = (rule: string, elements: Elements, from?: Origin) =>
  checkSubjects(
    [subject(elements, from)],
    context,
    RULES.filter(({ id }) => id === rule),
  );

describe('a rule', () => {
  it('has one name, one line and one case here each, and stands in the handbook', () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // A rule that looks at the sources rather than at elements has a test of its own below.
    expect([...CASES.map(({ rule }) => rule), 'source-date'].sort()).toEqual([...ids].sort());
    const handbook = readFileSync(projectPath('docs', 'CATALOGUE.md'), 'utf8');
    for (const { id, title, severity } of RULES)
      expect(handbook).toContain(`| \`${id}\` | ${severity === 'error' ? '错误' : '提示'} | ${title} |`);
  });

  it.each(CASES)('$rule finds what is broken, and nothing in what is right', (each) => {
    const [finding] = findings(each.rule, each.broken, each.from);
    expect(finding).toMatchObject({
      rule: each.rule,
      element: each.blames,
      severity: RULES.find(({ id }) => id === each.rule)?.severity,
      key: 'x-001',
      region: { code: '500111', name: '大足区' },
    });
    // One sentence that says what to do.
    expect(finding?.message).toMatch(/请|群众看不到|否则/);
    expect(finding?.message).toMatch(/。$/);
    expect(findings(each.rule, each.right, each.from)).toEqual([]);
  });

  it('source-date finds a source of the future', () => {
    const { sources, ...rest } = subject({ content: one('甲') });
    const later = { ...rest, sources: sources.map((source) => ({ ...source, date: '2026-03-03' })) };
    const found = checkSubjects(
      [later],
      context,
      RULES.filter(({ id }) => id === 'source-date'),
    );
    expect(found.map(({ message }) => message)).toEqual([
      '来源《居住证办事指南》的日期2026-03-03还没到，请核对。',
    ]);
    expect(findings('source-date', { content: one('甲') })).toEqual([]);
  });

  it('does not blame an official list for its words as hard as a form that is still to be published', () => {
    const vague: Elements = { conditions: one(['按照有关规定']) };
    const severity = (from: Origin) => findings('vague-words', vague, from).map((found) => found.severity);
    expect([severity('print'), severity('form'), severity('guide')]).toEqual([
      ['warning'],
      ['error'],
      ['error'],
    ]);
  });

  it('keeps parts of a matter and contradicting sources apart', () => {
    const fee = [{ amount: 25, text: '25元' }];
    const apart: Elements = {
      feeCharged: one(false, { situation: '首次申领' }),
      feeStandard: one(fee, { situation: '补领' }),
    };
    expect(findings('free-with-fee', apart)).toEqual([]);
    const other: Elements = { feeCharged: one(false), feeStandard: [{ value: fee, source: 1 }] };
    expect(findings('free-with-fee', other)).toEqual([]);
  });

  it.each([
    '其他材料',
    '其它相关证明资料',
    '其他需要的材料',
    '按有关规定执行',
    '依照国家相关规定',
    '窗口要求提供的其他材料',
  ])('knows %s for vague', (words) => {
    expect(findings('vague-words', { conditions: one([words]) })).toHaveLength(1);
  });
});

describe('a phone number', () => {
  it.each([
    ['023-43762345', 'whole'],
    ['０２３－４３７６２３４５', 'whole'],
    ['0818-2255636转8', 'whole'],
    ['13983240096', 'whole'],
    ['400-123-4567', 'whole'],
    ['12345', 'whole'],
    ['023-12333', 'whole'],
    ['95598', 'whole'],
    ['43762345', 'withoutAreaCode'],
    ['023-4376', 'unknown'],
    ['1234', 'unknown'],
    ['023-43762345、023-43762346', 'unknown'],
    ['见公告', 'unknown'],
  ])('%s is %s', (number, form) => {
    expect(phoneForm(number)).toBe(form);
  });
});
