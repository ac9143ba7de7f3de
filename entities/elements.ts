/**
 * The 36 elements of an 实施清单 as typed values.
 *
 * Source of the list and its order: 附件4 of 万州府办发〔2018〕41号. The keys are the ones outside callers use.
 */

/** One statement by one source about one element. Two sources that disagree are two statements. */
export interface Statement<T> {
  value: T;
  /** Index into the `sources` of the implementation that carries this statement. */
  source: number;
  /** The words as printed, where `value` is more structured than they are. */
  printed?: string;
  /** ISO date from which the value holds, where the source says so. */
  validFrom?: string;
  /** ISO date until which the value holds (inclusive), where the source says so. */
  validTo?: string;
  /** How far the source can be trusted; absent means an official list. `low` is never shown to residents. */
  confidence?: 'high' | 'medium' | 'low';
  /** What the keeper must know about this value, e.g. what may be outdated. */
  note?: string;
  /** 办理情形: the part of the matter for which alone the value holds, e.g. 租房提取 of 办理公积金提取; absent: all of it. */
  situation?: string;
}

/** 设定依据. */
export interface LegalBasis {
  /** Full title without 《》. */
  title: string;
  /** 文号, e.g. 渝府发〔2012〕22号. */
  docNumber?: string;
  /** Article, e.g. 第三十条第二款. */
  article?: string;
  /** The text as printed. */
  text: string;
}

/** 行使层级: a level of government that handles the matter, with its part when the source states one. */
export interface ExerciseLevel {
  level: 'nation' | 'province' | 'city' | 'county' | 'town' | 'village';
  /** e.g. 审定, 初审, 代办. */
  role?: string;
  /** Remark printed beside the mark. */
  note?: string;
}

/** 申请材料: one paper to bring. */
export interface Material {
  name: string;
  /** 原件, 复印件 or 电子. */
  form?: string;
  copies?: number;
  /** 来源渠道: who issues it. */
  issuer?: string;
  /** When it is needed, or how to fill it in. */
  note?: string;
  /** Can be verified online instead of being handed in. */
  verifiedOnline?: boolean;
  /** What to do without it: substitute, 告知承诺 or 容缺. */
  substitute?: string;
}

/** 法定/承诺办结时限. */
export interface TimeLimit {
  /** 0 means settled at the counter. Absent when the words give no number. */
  days?: number;
  unit?: 'workingDay' | 'calendarDay';
  text: string;
}

/** 办理流程: one step. */
export interface ProcessStep {
  text: string;
  time?: string;
}

/** 收费标准. */
export interface Fee {
  /** Yuan; absent when the words give no single amount. */
  amount?: number;
  per?: string;
  exemptions?: string;
  text: string;
}

/** 办理地点: a counter or office. */
export interface ServiceLocation {
  name: string;
  address?: string;
  /** Room or window. */
  window?: string;
  hours?: string;
  phones?: string[];
  /** WGS84, only when a source states them. */
  latitude?: number;
  longitude?: number;
}

/** 咨询/监督电话. */
export interface Phone {
  number: string;
  label?: string;
}

/** 常见问题. */
export interface Faq {
  question: string;
  answer: string;
}

/** Value type of each element. `name`, `type` and `agency` are also columns of their own for look-ups. */
export interface ElementValues {
  basicCode: string;
  implementationCode: string;
  name: string;
  type: string;
  legalBases: LegalBasis[];
  exerciseLevels: ExerciseLevel[];
  authorityDivision: string;
  content: string;
  agency: string;
  agencyNature: string;
  legalTimeLimit: TimeLimit;
  conditions: string[];
  materials: Material[];
  jointAgencies: string[];
  intermediaryServices: string;
  process: ProcessStep[];
  quota: string;
  resultName: string;
  resultSample: string;
  feeCharged: boolean;
  feeStandard: Fee[];
  feeBasis: string;
  /** 自然人, 法人 … as printed. */
  audience: string;
  /** 即办件 or 承诺件. */
  handlingType: string;
  promisedTimeLimit: TimeLimit;
  serviceScope: string;
  handlingForms: string[];
  appointment: boolean;
  onlinePayment: boolean;
  courier: boolean;
  system: string;
  locations: ServiceLocation[];
  serviceHours: string;
  consultPhones: Phone[];
  faqs: Faq[];
  supervisePhones: Phone[];
}

/** What official lists print beside the 36 elements. */
export interface ListFieldValues {
  /** 服务指导标准 / 服务内容和保障标准: how much is paid out, what is provided. */
  standard: string;
  /** 支出责任. */
  fundingDuty: string;
  /** 马上办, 网上办, 就近办, 一次办. */
  convenience: string[];
  /** 填报类型, e.g. 依申请服务类：办理类. */
  filingType: string;
  /** 服务主题. */
  themes: string[];
  /** 是否公开; `false` is never shown to residents. */
  disclosed: boolean;
  /** Section heading the row stands under, e.g. 一、基本公共教育. */
  section: string;
}

export type AllValues = ElementValues & ListFieldValues;
export type ElementKey = keyof ElementValues;
export type FieldKey = keyof AllValues;

/** The statements of one implementation, by field. */
export type Elements = { [K in FieldKey]?: Statement<AllValues[K]>[] };

/** The 36 elements in the order of the form, with the name the form prints. */
export const ELEMENT_LABELS: ReadonlyArray<readonly [ElementKey, string]> = [
  ['basicCode', '基本编码'],
  ['implementationCode', '实施编码'],
  ['name', '事项名称'],
  ['type', '事项类型'],
  ['legalBases', '设定依据'],
  ['exerciseLevels', '行使层级'],
  ['authorityDivision', '权限划分'],
  ['content', '行使内容'],
  ['agency', '实施机构'],
  ['agencyNature', '实施主体性质'],
  ['legalTimeLimit', '法定办结时限'],
  ['conditions', '受理条件'],
  ['materials', '申请材料'],
  ['jointAgencies', '联办机构'],
  ['intermediaryServices', '中介服务'],
  ['process', '办理流程'],
  ['quota', '数量限制'],
  ['resultName', '结果名称'],
  ['resultSample', '结果样本'],
  ['feeCharged', '是否收费'],
  ['feeStandard', '收费标准'],
  ['feeBasis', '收费依据'],
  ['audience', '服务对象'],
  ['handlingType', '办件类型'],
  ['promisedTimeLimit', '承诺办结时限'],
  ['serviceScope', '通办范围'],
  ['handlingForms', '办理形式'],
  ['appointment', '是否支持预约办理'],
  ['onlinePayment', '是否支持网上支付'],
  ['courier', '是否支持物流快递'],
  ['system', '运行系统'],
  ['locations', '办理地点'],
  ['serviceHours', '办理时间'],
  ['consultPhones', '咨询电话'],
  ['faqs', '常见问题'],
  ['supervisePhones', '监督电话'],
];

/** What official lists print beside the 36 elements, with the name of the column. */
export const LIST_FIELD_LABELS: ReadonlyArray<readonly [keyof ListFieldValues, string]> = [
  ['standard', '服务标准'],
  ['fundingDuty', '支出责任'],
  ['convenience', '便利方式'],
  ['filingType', '填报类型'],
  ['themes', '服务主题'],
  ['disclosed', '是否公开'],
  ['section', '所属分类'],
];

const LABELS = new Map<FieldKey, string>([...ELEMENT_LABELS, ...LIST_FIELD_LABELS]);

/** @returns the name that forms print for a field, e.g. 申请材料. */
export function fieldLabel(field: FieldKey): string {
  return LABELS.get(field) ?? field;
}
