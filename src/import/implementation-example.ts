import type { Elements } from '../../entities/elements.js';

const one = <T>(value: T) => [{ value, source: 0 }];

/** A filled form that shows how each of the 36 elements is written. Places and numbers are made up. */
export const EXAMPLE: Elements = {
  name: one('居住证办理（示例）'),
  type: one('行政确认'),
  legalBases: one([
    {
      title: '居住证暂行条例',
      docNumber: '国务院令第663号',
      article: '第九条',
      text: '《居住证暂行条例》（国务院令第663号）第九条。',
    },
  ]),
  exerciseLevels: one([
    { level: 'county', role: '制证' },
    { level: 'town', role: '受理' },
  ]),
  authorityDivision: one('镇街受理，区县制证。'),
  content: one('为在本地居住半年以上的外来人员办理居住证。'),
  agency: one('某县公安局'),
  agencyNature: one('法定机关'),
  legalTimeLimit: one({ days: 15, unit: 'calendarDay', text: '15日' }),
  conditions: one(['在本地居住半年以上', '有合法稳定就业、合法稳定住所或连续就读之一']),
  materials: one([
    { name: '居民身份证', form: '原件', copies: 1, issuer: '公安机关', verifiedOnline: true },
    { name: '房屋租赁合同', form: '复印件', copies: 1, substitute: '社区出具的居住证明' },
  ]),
  jointAgencies: one([]),
  intermediaryServices: one('无'),
  process: one([{ text: '受理', time: '当场' }, { text: '审核制证', time: '4个工作日' }, { text: '领证' }]),
  quota: one('无'),
  resultName: one('居住证'),
  resultSample: one('居住证样本.jpg'),
  feeCharged: one(false),
  audience: one('自然人'),
  handlingType: one('承诺件'),
  promisedTimeLimit: one({ days: 5, unit: 'workingDay', text: '5个工作日' }),
  serviceScope: one('跨区（县）'),
  handlingForms: one(['窗口办理', '网上办理']),
  appointment: one(true),
  onlinePayment: one(false),
  courier: one(true),
  system: one('市级'),
  locations: one([
    {
      name: '某街道便民服务中心',
      address: '某县某街道某路1号',
      window: '3号窗口',
      phones: ['023-22345678'],
    },
  ]),
  serviceHours: one('工作日 9:00—12:00，14:00—17:30'),
  consultPhones: one([{ number: '023-22345678', label: '窗口' }]),
  faqs: one([{ question: '可以代办吗？', answer: '可以，代办人带双方身份证和委托书。' }]),
  supervisePhones: one([{ number: '12345' }]),
  themes: one(['证件办理']),
  disclosed: one(true),
};
