import { z } from 'zod';
import { type FieldFault, InvalidRequestError } from '../errors.js';

const YES = new Set(['true', '是', '有', '1']);
const NO = new Set(['false', '否', '不是', '没有', '无', '0']);

/** A fact that holds or not; pages send `true` and `false` as text. */
function flag(label: string) {
  const read = (value: unknown) =>
    typeof value !== 'string' ? value : YES.has(value) ? true : NO.has(value) ? false : value;
  return z.preprocess(read, z.boolean('应为 true 或 false')).meta({ title: label });
}

function number(label: string, min: number, max: number) {
  const words = `应为 ${min} 到 ${max} 的数字`;
  const read = (value: unknown) =>
    typeof value === 'string' && /^\d{1,4}(\.\d{1,2})?$/.test(value.trim()) ? Number(value) : value;
  return z.preprocess(read, z.number(words).min(min, words).max(max, words)).meta({ title: label });
}

/** One of several values; the Chinese name of a value is accepted too. */
function choice<K extends string>(label: string, names: Record<K, string>) {
  const keys = Object.keys(names) as [K, ...K[]];
  const read = (value: unknown) => keys.find((key) => names[key] === value) ?? value;
  return z.preprocess(read, z.enum(keys, `应为 ${keys.join('、')} 之一`)).meta({ title: label, names });
}

const factFields = {
  /** Full years; a baby's months as a fraction. */
  age: number('年龄', 0, 130),
  /** Not yet 18, where the age itself is not known. */
  minor: flag('未成年'),
  gender: choice('性别', { female: '女', male: '男' }),
  /** With child, or in the weeks after birth (孕产妇). */
  pregnant: flag('怀孕或刚生产'),
  planningPregnancy: flag('准备怀孕'),
  householdRegistration: choice('户口', { rural: '农村户口', urban: '城镇户口' }),
  /** GB/T 2260 code of the place of registration. */
  householdRegion: z
    .string()
    .regex(/^\d{6,12}$/, '应为行政区划代码')
    .meta({ title: '户籍地' }),
  /** Registered in the city or province that the list covers; follows from `householdRegion` where that is known. */
  localHousehold: flag('本地户口'),
  dibao: flag('低保户'),
  tekun: flag('特困供养'),
  jiandang: flag('建卡贫困户'),
  /** 家庭经济困难, with or without a status of its own. */
  lowIncome: flag('家庭经济困难'),
  incomeBelowDibao: flag('人均收入低于低保标准'),
  incomeBelow3Dibao: flag('人均收入在低保标准3倍以内'),
  noIncome: flag('没有收入'),
  /** 无劳动能力、无生活来源且无赡养、抚养、扶养人. */
  noSupport: flag('无劳动能力、无收入、无人赡养抚养'),
  noLabourCapacity: flag('丧失劳动能力'),
  povertyArea: flag('在贫困（试点）区县'),
  disabled: flag('残疾'),
  'disability.certified': flag('有残疾证'),
  'disability.grade': number('残疾等级', 1, 4),
  'disability.kind': choice('残疾类别', {
    vision: '视力残疾',
    hearing: '听力残疾',
    speech: '言语残疾',
    limb: '肢体残疾',
    intellectual: '智力残疾',
    mental: '精神残疾',
    multiple: '多重残疾',
  }),
  rehabilitationNeed: flag('需要康复'),
  unableToCareForSelf: flag('生活不能自理'),
  employment: choice('工作情况', {
    employed: '在职',
    flexible: '灵活就业',
    selfEmployed: '个体经营',
    farmer: '务农',
    unemployed: '没有工作',
    retired: '退休',
    none: '不在就业',
  }),
  seekingJob: flag('想找工作'),
  startingBusiness: flag('想创业'),
  wantsTraining: flag('想参加培训'),
  employmentDifficulty: flag('就业困难人员'),
  zeroEmploymentFamily: flag('零就业家庭'),
  migrantWorker: flag('农民工'),
  pension: choice('养老保险', { employee: '职工养老保险', resident: '居民养老保险', none: '没参加养老保险' }),
  medicalInsurance: choice('医疗保险', {
    employee: '职工医保',
    resident: '居民医保',
    none: '没参加医保',
  }),
  unemploymentInsurance: flag('交过失业保险'),
  maternityInsurance: flag('参加生育保险'),
  workInjuryInsurance: flag('参加工伤保险'),
  workInjury: flag('工伤或职业病'),
  study: choice('就读', {
    preschool: '幼儿园',
    primary: '小学',
    junior: '初中',
    senior: '普通高中',
    vocational: '中职',
    university: '大学',
    graduate: '研究生',
    none: '不在读',
  }),
  boarding: flag('住校'),
  agricultureMajor: flag('涉农专业'),
  performingArts: flag('艺术表演专业'),
  recentGraduate: flag('应届或离校未就业高校毕业生'),
  schoolLeaver: flag('未升学的应届初高中毕业生'),
  veteran: flag('退役军人'),
  activeSoldier: flag('现役军人'),
  preferentialAllowance: flag('领国家抚恤补助'),
  /** 1–10, of the 残疾军人证. */
  militaryDisabilityGrade: number('军人残疾等级', 1, 10),
  /** Children ever born, as the 计划生育 rows distinguish them. */
  familyPlanning: choice('生育子女', { oneChild: '只生育一个', twoGirls: '两个女儿', other: '其他' }),
  onlyChildDied: flag('独生子女去世'),
  onlyChildDisabled: flag('独生子女残疾'),
  birthControlComplication: flag('节育手术并发症三级以上'),
  'illness.hypertension': flag('高血压'),
  'illness.diabetes': flag('糖尿病'),
  'illness.tuberculosis': flag('肺结核'),
  'illness.mental': flag('严重精神障碍'),
  'illness.hiv': flag('艾滋病病毒感染'),
  'illness.serious': flag('重大疾病'),
  'illness.infectious': flag('法定传染病'),
  hivRisk: flag('艾滋病高危行为'),
  impoverishedByIllness: flag('因病致贫'),
  emergencyUnpaid: flag('急救无力付费'),
  'housing.difficult': flag('城镇住房困难'),
  'housing.dilapidated': flag('住危房'),
  'housing.shanty': flag('住棚户区'),
  leftBehind: flag('父母外出务工'),
  orphan: flag('孤儿'),
  unattendedChild: flag('事实无人抚养'),
  guardianshipLacking: flag('监护缺失或受侵害'),
  disasterAffected: flag('受自然灾害'),
  suddenHardship: flag('意外或急病致困'),
  laborDispute: flag('劳动纠纷'),
  wageArrears: flag('被拖欠工资'),
  needsLegalAid: flag('需要法律援助'),
  bereaved: flag('家人去世'),
};

const factsSchema = z.object(factFields).partial();

/** What is known about one person, all optional; what is missing is unknown, never "no". */
export type Facts = z.output<typeof factsSchema>;
export type FactKey = keyof typeof factFields;
export type FactValue = string | number | boolean;

export const FACT_KEYS = Object.keys(factFields) as FactKey[];

/** Facts of the household, which a child shares with the person who asks. */
export const HOUSEHOLD_FACTS: readonly FactKey[] = [
  'householdRegistration',
  'householdRegion',
  'localHousehold',
  'dibao',
  'jiandang',
  'lowIncome',
  'incomeBelowDibao',
  'incomeBelow3Dibao',
  'povertyArea',
  'housing.difficult',
  'housing.dilapidated',
  'housing.shanty',
  'disasterAffected',
  'suddenHardship',
];

/** The person asked about and, where one is mentioned, a child of the household. */
export interface People {
  main: Facts;
  child: Facts | null;
}

/** Marks a fact of the child among flat facts: `child.age`. */
export const CHILD_PREFIX = 'child.';

/** Names of facts and of their values; a schema copies what is noted at it each time it is asked. */
const WORDS = new Map(FACT_KEYS.map((key) => [key, factFields[key].meta()]));

/** @returns the Chinese name of a fact, for people. */
export function factLabel(key: FactKey): string {
  return WORDS.get(key)?.title ?? key;
}

/** @returns a known fact as people say it: `75岁`, `农村户口`, `高血压`, `没有残疾证`. */
export function factPhrase(key: FactKey, value: FactValue): string {
  if (key === 'age') return agePhrase(Number(value));
  if (key === 'disability.grade') return `${'一二三四'[Number(value) - 1] ?? value}级残疾`;
  if (typeof value === 'boolean') return value ? factLabel(key) : `不是${factLabel(key)}`;
  const names = WORDS.get(key)?.names as Record<string, string> | undefined;
  return names?.[String(value)] ?? `${factLabel(key)}${value}`;
}

function agePhrase(years: number): string {
  if (years === 0) return '新生儿';
  return years < 2 ? `${Math.round(years * 12)}个月` : `${Math.floor(years)}岁`;
}

/**
 * Reads the facts of a request, where facts of a child carry the prefix `child.`.
 *
 * @param given - names and plain values; numbers and flags may be sent as text, choices by their Chinese name.
 * @returns the people and the names that mean nothing here.
 * @throws {InvalidRequestError} when a value does not fit its fact.
 */
export function parsePeople(given: Readonly<Record<string, FactValue>>): {
  people: People;
  ignored: string[];
} {
  const main: Record<string, FactValue> = {};
  const child: Record<string, FactValue> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const own = name.startsWith(CHILD_PREFIX) ? name.slice(CHILD_PREFIX.length) : name;
    if (!Object.hasOwn(factFields, own)) ignored.push(name);
    else (own === name ? main : child)[own] = value;
  }
  const faults: FieldFault[] = [];
  const read = (facts: Record<string, FactValue>, prefix: string): Facts => {
    const parsed = factsSchema.safeParse(facts);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      faults.push({ field: `facts.${prefix}${path.join('.')}`, message });
    return {};
  };
  const people = {
    main: read(main, ''),
    child: Object.keys(child).length > 0 ? read(child, CHILD_PREFIX) : null,
  };
  if (faults.length > 0) throw new InvalidRequestError(faults);
  return { people, ignored };
}

/** @returns whether this is the name of a fact. */
export function isFactKey(name: string): name is FactKey {
  return Object.hasOwn(factFields, name);
}

/** @returns the facts checked; throws a ZodError when one does not fit. For data that ships. */
export function checkFacts(facts: unknown): Facts {
  return z.strictObject(factFields).partial().parse(facts) as Facts;
}
