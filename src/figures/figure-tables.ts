import { INTENTS } from '../../intents/index.js';
import type { AnswerCounts, QuestionCounts } from '../asked-questions/count-questions.js';
import type { Completeness } from '../checks/completeness.js';

/** The tables, in the order of the page. */
export const FIGURE_TABLES = [
  'days',
  'intents',
  'regions',
  'channels',
  'satisfaction',
  'matters',
  'completeness',
] as const;
export type FigureTableId = (typeof FIGURE_TABLES)[number];

/** A table as it is shown, drawn and downloaded. */
export interface FigureTable {
  id: FigureTableId;
  title: string;
  columns: string[];
  /** The first cells name the row. */
  rows: (string | number)[][];
}

interface Names {
  regionName(code: string): string;
  itemName(id: string): string | null;
}

const ANSWER_COLUMNS = ['提问', '直接答复', '反问', '没有答上', '其他'];
const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  web: '网页',
  officialAccount: '公众号',
  miniProgram: '小程序',
  wechat: '微信机器人',
  hotline: '话务台',
};
/** The best first, and what was not rated apart from all of them. */
const LEVELS = [
  [5, '非常满意'],
  [4, '满意'],
  [3, '基本满意'],
  [2, '不满意'],
  [1, '非常不满意'],
  [null, '未评价'],
] as const;
const INTENT_NAMES = new Map<string, string>(INTENTS.map(({ id, label }) => [id, label]));
const DAY_MS = 86_400_000;

/** @returns what was asked, as tables. @param period - ISO dates in Beijing, both inclusive. */
export function questionTables(
  counts: QuestionCounts,
  period: { from: string; to: string },
  { regionName, itemName }: Names,
): FigureTable[] {
  const byDay = new Map(counts.days.map((one) => [one.day, one]));
  const byRating = new Map(counts.ratings.map(({ rating, asked }) => [rating, asked]));
  const table = (id: FigureTableId, title: string, columns: string[], rows: FigureTable['rows']) => ({
    id,
    title,
    columns,
    rows,
  });
  return [
    table(
      'days',
      '每天的提问',
      ['日期', ...ANSWER_COLUMNS],
      daysOf(period).map((day) => [day, ...cellsOf(byDay.get(day))]),
    ),
    table(
      'intents',
      '问什么',
      ['意图', ...ANSWER_COLUMNS],
      counts.intents.map((one) => [INTENT_NAMES.get(one.intent) ?? one.intent, ...cellsOf(one)]),
    ),
    table(
      'regions',
      '哪里的事',
      ['行政区划', ...ANSWER_COLUMNS],
      counts.regions.map((one) => [
        one.regionCode === null ? '未知' : regionName(one.regionCode),
        ...cellsOf(one),
      ]),
    ),
    table(
      'channels',
      '从哪里问',
      ['渠道', ...ANSWER_COLUMNS],
      counts.channels.map((one) => [CHANNEL_NAMES[one.channel] ?? one.channel, ...cellsOf(one)]),
    ),
    table(
      'satisfaction',
      '满意度',
      ['评价', '提问'],
      LEVELS.map(([rating, label]) => [label, byRating.get(rating) ?? 0]),
    ),
    table(
      'matters',
      '问得最多的事项',
      ['事项', '编号', '提问', '有评价', '满意', '不满意'],
      counts.matters.map(({ itemId, asked, rated, satisfied, dissatisfied }) => [
        itemName(itemId) ?? '已不在目录里',
        itemId,
        asked,
        rated,
        satisfied,
        dissatisfied,
      ]),
    ),
  ];
}

/** @returns how much of the 36 elements is known, by agency, the least first. */
export function completenessTableOf(groups: Completeness['byAgency']): FigureTable {
  return {
    id: 'completeness',
    title: '要素完整度（按机构）',
    columns: ['实施机构', '行政区划', '实施清单', '本地写明%', '能答%', '最缺的要素'],
    rows: groups.map(({ name, region, implementations, ownScore, score, mostMissing }) => [
      name,
      region.name,
      implementations,
      ownScore,
      score,
      mostMissing.map(({ label, missing }) => `${label}${missing}`).join('、'),
    ]),
  };
}

function cellsOf(counts: AnswerCounts | undefined): number[] {
  if (!counts) return [0, 0, 0, 0, 0];
  const { asked, answered, clarified, none, other } = counts;
  return [asked, answered, clarified, none, other];
}

/** A day without a question is a day, too. */
function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY_MS)
    days.push(new Date(time).toISOString().slice(0, 10));
  return days;
}
