import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Elements } from '../../entities/elements.js';
import type { ImplementationRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { ServiceDirectory } from '../../src/hsds/directory.js';
import type { HsdsService } from '../../src/hsds/schema.js';
import { presentService } from '../../src/hsds/service.js';
import { item, snapshotOf, source } from '../places/factories.js';
import { formats, serviceListRules, serviceRules } from './rules.js';

export const TODAY = '2026-03-02';
export const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
export const isService = ajv.compile(serviceRules);
export const isListed = ajv.compile(serviceListRules);

export function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

export const stated = <T>(value: T) => [{ value, source: 0 }];

/** An implementation that states every element. */
export const everything: Elements = {
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

export const full: Partial<ImplementationRecord> = {
  agency: '区规划自然资源局',
  elements: everything,
  sources: [{ ...source, key: 'dzq-zdpyc-074', seq: 74, date: '2021-05-20', row: { 序号: '74' } }],
};

export function servicesOf(snapshot: Snapshot): HsdsService[] {
  const directory = new ServiceDirectory(snapshot);
  return directory.entries.map((entry) => {
    const parts = directory.partsOf(entry, TODAY);
    if (!parts) throw new Error(`${entry.id} has no parts`);
    return presentService(parts);
  });
}

export function only(...implementations: Partial<ImplementationRecord>[]): HsdsService {
  const [service] = servicesOf(snapshotOf([item('dzq-zdpyc-074', '不动产登记', implementations)]));
  if (!service) throw new Error('no service');
  return service;
}
