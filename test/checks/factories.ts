import type { Elements } from '../../entities/elements.js';
import type { SourceRef } from '../../src/catalogue/snapshot.js';
import type { CheckContext } from '../../src/checks/finding.js';
import type { Subject } from '../../src/checks/subject.js';
import { regions } from '../places/factories.js';

/** A statement by the first source. */
export const one = <T>(value: T, more: object = {}) => [{ value, source: 0, ...more }];

/** A filled 实施清单, a row of an official list, and a collected page. */
export const SOURCES: Record<'form' | 'print' | 'guide', SourceRef> = {
  form: {
    document: '填报.xlsx',
    title: '政务服务事项实施清单',
    docNumber: null,
    date: '2026-01-10',
    table: '政务服务事项实施清单',
    seq: 1,
    key: 'x-001',
    line: 3,
    row: { 实施编码: '', 事项名称: '居住证办理' },
  },
  print: {
    document: '清单.txt',
    title: '公共服务事项目录清单',
    docNumber: '某府发〔2019〕1号',
    date: '2019-01-10',
    table: '公共服务事项目录清单',
    seq: 7,
    key: 'y-007',
    line: 70,
    row: { 事项名称: '居住证办理', 服务对象: '', 设定依据: '《某办法》（某府发〔2018〕9号）' },
  },
  guide: {
    document: 'https://example.org/a',
    title: '居住证办事指南',
    docNumber: null,
    date: '2024-01-23',
    table: null,
    seq: null,
    key: 'guide-x',
    line: null,
    url: 'https://example.org/a',
  },
};

/** An implementation as the rules see it. */
export function subject(elements: Elements, origin: keyof typeof SOURCES = 'guide'): Subject {
  return {
    key: 'x-001',
    name: '居住证办理',
    regionCode: '500111',
    agency: '区公安局',
    elements,
    sources: [SOURCES[origin]],
    cells: {},
  };
}

export const context: CheckContext = {
  today: '2026-03-02',
  regions,
  knownDocNumbers: new Set(['渝府发〔2012〕22号']),
};

/** What a resident needs, without a fault. */
export const COMPLETE: Elements = {
  name: one('居住证办理'),
  type: one('行政确认'),
  content: one('为外来人员办理居住证。'),
  agency: one('区公安局'),
  legalBases: one([{ title: '居住证暂行条例', docNumber: '国务院令第663号', text: '《居住证暂行条例》' }]),
  audience: one('自然人'),
  conditions: one(['在本地居住半年以上']),
  materials: one([{ name: '居民身份证', form: '原件' }]),
  process: one([{ text: '申请' }, { text: '发证' }]),
  feeCharged: one(false),
  legalTimeLimit: one({ days: 15, unit: 'calendarDay' as const, text: '15日' }),
  promisedTimeLimit: one({ days: 5, unit: 'workingDay' as const, text: '5个工作日' }),
  handlingForms: one(['窗口办理']),
  locations: one([{ name: '某派出所', address: '某路1号', phones: ['023-43762345'] }]),
  serviceHours: one('工作日 9:00—12:00，14:00—17:30'),
  consultPhones: one([{ number: '023-43762345' }]),
  supervisePhones: one([{ number: '12345' }]),
};
