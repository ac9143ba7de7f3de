/** How each of the 36 elements stands in a cell of an 实施清单, written and read without loss. */
import type {
  AllValues,
  ExerciseLevel,
  Faq,
  FieldKey,
  LegalBasis,
  Phone,
  Statement,
  TimeLimit,
} from '../../entities/elements.js';
import {
  CellError,
  decodeLines,
  decodeRecord,
  decodeRecords,
  decodeYesNo,
  encodeLines,
  encodeRecord,
  encodeRecords,
  escapeText,
  hasParts,
  type PartSpec,
  type RecordSpec,
  same,
  unescapeText,
} from './values/cell-syntax.js';
import { legalBasesOf } from './values/legal-bases.js';
import { parseFee, parseTimeLimit } from './values/time-and-fee.js';

interface Codec<T> {
  encode(value: T): string;
  /** @throws {CellError} */
  decode(cell: string): T;
}

const text: Codec<string> = { encode: (value) => escapeText(value), decode: unescapeText };
const yesNo: Codec<boolean> = { encode: (value) => (value ? '是' : '否'), decode: decodeYesNo };
const lines: Codec<string[]> = { encode: encodeLines, decode: decodeLines };

const part = (key: string, label: string, kind: PartSpec['kind'] = 'text'): PartSpec => ({
  key,
  label,
  kind,
});

function records<T extends object>(spec: RecordSpec): Codec<T[]> {
  return { encode: (values) => encodeRecords(values, spec), decode: (cell) => decodeRecords<T>(cell, spec) };
}

const UNIT_WORDS = { workingDay: '工作日', calendarDay: '自然日' } as const;
type WordedLimit = Omit<TimeLimit, 'unit'> & { unit?: string };
const worded = ({ unit, ...value }: TimeLimit): WordedLimit =>
  unit ? { ...value, unit: UNIT_WORDS[unit] } : value;
const TIME_LIMIT: RecordSpec = {
  primary: 'text',
  parts: [part('days', '天数', 'number'), part('unit', '单位')],
  free: (words) => worded(parseTimeLimit(words)),
};
/** The unit is written as people say it; workbooks of before hold its code. */
const timeLimit: Codec<AllValues['legalTimeLimit']> = {
  encode: (value) => encodeRecord(worded(value), TIME_LIMIT),
  decode(cell) {
    const { unit, ...value } = decodeRecord(cell.replace(/\n/g, ' '), TIME_LIMIT) as WordedLimit;
    if (unit === undefined) return value;
    const code = (Object.keys(UNIT_WORDS) as (keyof typeof UNIT_WORDS)[]).find(
      (one) => one === unit || UNIT_WORDS[one] === unit,
    );
    if (!code) throw new CellError(`没有“${unit}”这一单位，应为${Object.values(UNIT_WORDS).join('、')}`);
    return { ...value, unit: code };
  },
};

const BASIS: RecordSpec = {
  primary: 'text',
  parts: [part('title', '名称'), part('docNumber', '文号'), part('article', '条款')],
};
/** Bases written as the form asks (1．《…》第…条：…) are read as in any list; others part by part. */
const legalBases: Codec<LegalBasis[]> = {
  encode(values) {
    const prose = values.map((basis) => escapeText(basis.text)).join('\n');
    return same(legalBases.decode(prose), values) ? prose : encodeRecords(values, BASIS);
  },
  decode(cell) {
    if (cell.split('\n').some(hasParts)) return decodeRecords<LegalBasis>(cell, BASIS);
    return cell === '无' ? [] : legalBasesOf(unescapeText(cell));
  },
};

const LEVEL_NAMES = [
  ['nation', '国家'],
  ['province', '省'],
  ['city', '市'],
  ['county', '区县'],
  ['town', '乡镇街道'],
  ['village', '村社区'],
] as const;
const LEVEL_ALIASES: Record<string, ExerciseLevel['level']> = {
  市级: 'city',
  省级: 'province',
  国家级: 'nation',
  县: 'county',
  区: 'county',
  县级: 'county',
  区县级: 'county',
  镇乡街道: 'town',
  '乡镇（街道）': 'town',
  '乡镇(街道)': 'town',
  '村（社区）': 'village',
  '村(社区)': 'village',
};
const LEVEL: RecordSpec = { primary: 'level', parts: [part('role', '分工'), part('note', '备注')] };
const exerciseLevels: Codec<ExerciseLevel[]> = {
  encode: (values) =>
    encodeRecords(
      values.map((value) => ({ ...value, level: LEVEL_NAMES.find(([level]) => level === value.level)![1] })),
      LEVEL,
    ),
  decode(cell) {
    const each = cell.split('\n').flatMap((line) => (hasParts(line) ? [line] : line.split(/[、，,]/)));
    return decodeRecords<ExerciseLevel & { level: string }>(
      cell === '无' ? cell : each.join('\n'),
      LEVEL,
    ).map((value) => {
      const name = value.level.trim();
      const level = LEVEL_NAMES.find(([, label]) => label === name)?.[0] ?? LEVEL_ALIASES[name];
      if (!level)
        throw new CellError(`没有“${name}”这一层级，应为${LEVEL_NAMES.map(([, l]) => l).join('、')}`);
      return { ...value, level };
    });
  },
};

const phones = records<Phone>({
  primary: 'number',
  parts: [part('label', '名称')],
  free(written) {
    const named = /^([^：:\d]+)[：:]\s*([\d\-－()（）+ 转]{3,})$/.exec(written);
    return named ? { number: named[2]!.trim(), label: named[1]! } : { number: written };
  },
});

/** 问：… and 答：… by turns; a line without either goes on with the answer. */
const faqs: Codec<Faq[]> = {
  encode: (values) =>
    values.length === 0
      ? '无'
      : values
          .map(({ question, answer }) => `问：${escapeText(question, true)}\n答：${escapeText(answer, true)}`)
          .join('\n'),
  decode(cell) {
    if (cell === '无') return [];
    const found: Faq[] = [];
    for (const line of cell.split('\n')) {
      const open = found.at(-1);
      const said = /^([问答])[:：]([\s\S]*)$/.exec(line);
      if (said?.[1] === '问') found.push({ question: unescapeText(said[2]!), answer: '' });
      else if (!open) throw new CellError('常见问题应以“问：”开头，下一行以“答：”作答');
      else if (said) open.answer = unescapeText(said[2]!);
      else open.answer += `\n${unescapeText(line)}`;
    }
    return found;
  },
};

const CODECS: { [K in FieldKey]: Codec<AllValues[K]> } = {
  basicCode: text,
  implementationCode: text,
  name: text,
  type: text,
  legalBases,
  exerciseLevels,
  authorityDivision: text,
  content: text,
  agency: text,
  agencyNature: text,
  legalTimeLimit: timeLimit,
  conditions: lines,
  materials: records({
    primary: 'name',
    parts: [
      part('form', '形式'),
      part('copies', '份数', 'number'),
      part('issuer', '来源'),
      part('note', '说明'),
      part('verifiedOnline', '可网上核验', 'boolean'),
      part('substitute', '替代'),
    ],
  }),
  jointAgencies: lines,
  intermediaryServices: text,
  process: records({ primary: 'text', parts: [part('time', '时限')] }),
  quota: text,
  resultName: text,
  resultSample: text,
  feeCharged: yesNo,
  feeStandard: records({
    primary: 'text',
    parts: [part('amount', '金额', 'number'), part('per', '单位'), part('exemptions', '减免')],
    free: parseFee,
  }),
  feeBasis: text,
  audience: text,
  handlingType: text,
  promisedTimeLimit: timeLimit,
  serviceScope: text,
  handlingForms: lines,
  appointment: yesNo,
  onlinePayment: yesNo,
  courier: yesNo,
  system: text,
  locations: records({
    primary: 'name',
    parts: [
      part('address', '地址'),
      part('window', '窗口'),
      part('hours', '时间'),
      part('phones', '电话', 'list'),
      part('latitude', '纬度', 'number'),
      part('longitude', '经度', 'number'),
    ],
  }),
  serviceHours: text,
  consultPhones: phones,
  faqs,
  supervisePhones: phones,
  standard: text,
  fundingDuty: text,
  convenience: lines,
  filingType: text,
  themes: lines,
  disclosed: yesNo,
  section: text,
};

/** What a statement says beside its value, each on a line of its own below the value. */
const MARKS = [
  ['printed', '原文'],
  ['situation', '办理情形'],
  ['validFrom', '有效自'],
  ['validTo', '有效至'],
  ['confidence', '可信度'],
  ['note', '备注'],
] as const;
const SOURCE_MARK = '出处';
const NEXT_STATEMENT = '＝＝＝';

/** @returns the cell for the statements of one field; empty when there is none. */
export function encodeCell<K extends FieldKey>(
  key: K,
  statements: Statement<AllValues[K]>[] | undefined,
): string {
  return (statements ?? [])
    .map((statement) => {
      const marks = MARKS.flatMap(([mark, label]) =>
        statement[mark] === undefined ? [] : [`〔${label}：${escapeText(statement[mark], true)}〕`],
      );
      // The workbook itself is the source unless the statement names another.
      if (statement.source > 0) marks.push(`〔${SOURCE_MARK}：${statement.source}〕`);
      return [CODECS[key].encode(statement.value), ...marks].join('\n');
    })
    .join(`\n${NEXT_STATEMENT}\n`);
}

/**
 * Reads a cell back. A statement is one of the row itself (`source: 0`), or of the n-th source that the row lists.
 * @throws {CellError} when the cell does not fit the field.
 */
export function decodeCell<K extends FieldKey>(key: K, cell: string): Statement<AllValues[K]>[] {
  if (cell === '') return [];
  return cell.split(`\n${NEXT_STATEMENT}\n`).map((each) => {
    const own: string[] = [];
    const marks: Record<string, string> = {};
    let source = 0;
    for (const line of each.split('\n')) {
      const mark = /^〔(\p{Script=Han}+)：([\s\S]*)〕$/u.exec(line);
      const known = MARKS.find(([, label]) => label === mark?.[1]);
      if (mark && known) marks[known[0]] = unescapeText(mark[2]!);
      else if (mark?.[1] === SOURCE_MARK) source = sourceNumber(mark[2]!);
      else own.push(line);
    }
    return { value: CODECS[key].decode(own.join('\n')), source, ...marks };
  });
}

function sourceNumber(text: string): number {
  const number = text.normalize('NFKC').trim();
  if (!/^[1-9]\d{0,3}$/.test(number)) throw new CellError(`“出处”应填第几个出处的数字，现为“${text}”`);
  return Number(number);
}

export { CellError };
