import type { GroupView } from './questions-api.js';

export const CHANNELS: Readonly<Record<string, string>> = {
  web: '网页',
  officialAccount: '公众号',
  miniProgram: '小程序',
  wechat: '微信',
  hotline: '热线',
};

export const FAULTS = { none: '没答上', abandoned: '反问后离开', badlyRated: '差评' } as const;

const CASE_WORDS: Readonly<Record<GroupView['cases'][number]['kind'], string>> = {
  wording: '已加问法',
  synonym: '已加同义词',
  notOurs: '不归我们管',
  fact: '已处理',
  handled: '已处理',
  ignored: '忽略',
};
const PENDING_WORDS: Readonly<Record<GroupView['cases'][number]['kind'], string>> = {
  wording: '加问法，待发布',
  synonym: '加同义词，待发布',
  notOurs: '不归我们管，待发布',
  fact: '改条目，待发布',
  handled: '已处理',
  ignored: '忽略',
};

/** What was done about questions. */
export function caseWords({ kind, state }: Pick<GroupView['cases'][number], 'kind' | 'state'>): string {
  return (state === 'done' ? CASE_WORDS : PENDING_WORDS)[kind];
}

/** How often each fault, e.g. 没答上 3、差评 1. */
export function faultWords(faults: GroupView['faults']): string {
  const keys = Object.keys(FAULTS) as (keyof typeof FAULTS)[];
  return keys.flatMap((key) => (faults[key] > 0 ? `${FAULTS[key]} ${faults[key]}` : [])).join('、');
}

/** Counts on one line, e.g. 垫江县 3、大足区 1. */
export function countWords(counts: readonly { name: string; count: number }[]): string {
  return counts.map(({ name, count }) => `${name} ${count}`).join('、');
}

/** Lines of a text field that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
