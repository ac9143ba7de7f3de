import type { FieldKey } from '../../entities/elements.js';

/** 行政区划, where one workbook holds several regions. */
export const REGION_HINT = '行政区划代码，如 500111；整个文件同属一地时可不填，导入时用 --region 指明。';
/** 出处, which statements refer to by number. */
export const SOURCES_HINT =
  '一行一个出处，如：某办事指南｜文号：某府发〔2020〕1号｜日期：2020-01-31｜网址：https://…；在要素下面另起一行写〔出处：1〕引用。';

/** What staff read beside each field of an empty 实施清单: what to fill in, and how several values are written. */
export const FIELD_HINTS: Record<FieldKey, string> = {
  basicCode: '12 位基本编码，没有可不填。',
  implementationCode: '实施编码，没有可不填。',
  name: '事项的规范名称，必填。',
  type: '从下拉列表里选。',
  legalBases: '一部法规一段，如：1．《某某条例》(国务院令第1号)第八条：条文内容。',
  exerciseLevels: '一行一级：市、区县、乡镇街道、村社区；可注明分工，如：区县｜分工：审定。',
  authorityDivision: '多级共有的事项，写明各级怎样分工。',
  content: '提供什么服务，为什么，怎样提供。',
  agency: '办理这一事项的机构名称。',
  agencyNature: '法定机关、授权组织或受委托组织。',
  legalTimeLimit: '法规规定的办结时限，如：20个工作日。',
  conditions: '一行一条。',
  materials: '一行一份，如：户口簿｜形式：原件｜份数：1｜来源：公安机关｜可网上核验：是。',
  jointAgencies: '一行一个机构；没有填“无”。',
  intermediaryServices: '涉及的中介服务；没有填“无”。',
  process: '一行一步，如：受理｜时限：当日。',
  quota: '有数量限制的写明；没有填“无”。',
  resultName: '办结后得到的证照或批文名称。',
  resultSample: '结果样本的文件名或网址。',
  feeCharged: '是 或 否。',
  feeStandard: '一行一项，如：25元/卡。',
  feeBasis: '收费依据的文件全称和文号。',
  audience: '自然人、法人或两者。',
  handlingType: '即办件或承诺件。',
  promisedTimeLimit: '对外承诺的时限，如：5个工作日；当场办完的填“即时办结”。',
  serviceScope: '全国、跨省市或跨区（县）。',
  handlingForms: '一行一种，如：窗口办理、网上办理。',
  appointment: '是 或 否。',
  onlinePayment: '是 或 否。',
  courier: '是 或 否。',
  system: '国家级、市级或区县级系统的名称。',
  locations:
    '一行一处，如：某街道便民服务中心｜地址：某路1号｜窗口：3号窗口｜时间：工作日9:00—17:00｜电话：023-12345678。',
  serviceHours: '如：工作日 9:00—12:00，14:00—17:30。',
  consultPhones: '一行一个，如：服务大厅：023-12345678。',
  faqs: '问与答各占一行，如：问：可以代办吗？ 下一行 答：可以。',
  supervisePhones: '一行一个，如：投诉：12345。',
  standard: '发放或提供的标准。',
  fundingDuty: '由哪一级财政承担。',
  convenience: '一行一种：马上办、网上办、就近办、一次办、最多跑一次。',
  filingType: '如：依申请服务类：办理类。',
  themes: '从下拉列表里选，按服务对象分个人和法人两类；有多个的一行一个。',
  disclosed: '是 或 否。',
  section: '所属的分类标题。',
};
