import type { Fee, TimeLimit } from '../../../entities/elements.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { quotesAbout } from './quote.js';
import { derived, fieldBody, otherSources, quoted, stated, uniqueSources, unknown } from './section.js';

/** What the words of 办理类型 mean, for people. */
const CONVENIENCE: Record<string, string> = {
  马上办: '马上办：材料齐全、符合条件的当场办',
  网上办: '网上办：可以在网上办理',
  就近办: '就近办：可以在就近的服务点办',
  一次办: '一次办：材料齐全的最多跑一次',
  最多跑一次: '最多跑一次：材料齐全、符合法定受理条件的，从提交申请到拿到结果最多跑一次',
};

/** 收费: what the resident pays. */
export function feeSection(matter: MatterInRegion): Section {
  const head = { key: 'fee', label: '收费' };
  const fees = fieldBody(
    matter,
    'feeStandard',
    (value, shown) => [
      ...feeLines(value),
      ...otherSources(matter, 'feeStandard', shown, (fee) => feeLines(fee).join('；'), sameAmounts),
    ],
    'newest',
  );
  if (fees) return { ...head, ...fees };
  const charged = fieldBody(matter, 'feeCharged', (value) => [value ? '收费，标准没有写明' : '不收费']);
  if (charged) return { ...head, ...charged };
  const quotes = quotesAbout(matter, /免费|收费|免收|减免|工本费|不收取/);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  const name = matter.find('name');
  if (name && /免费/.test(name.value))
    return { ...head, ...stated(matter, name, [`事项名称即写明免费：${name.value}`]) };
  return { ...head, ...unknown(matter, '是否收费') };
}

/** 25元/卡 and 25元/张 are the same to who pays; words without an amount have to be the same words. */
function sameAmounts(a: readonly Fee[], b: readonly Fee[]): boolean {
  const amounts = (fees: readonly Fee[]): string => {
    const known = fees.map(({ amount, text }) => amount ?? (/^(?:免费|不收费)/.test(text) ? 0 : text));
    return [...new Set(known)].sort().join();
  };
  return amounts(a) === amounts(b);
}

function feeLines(fees: readonly Fee[]): string[] {
  return fees.map(({ amount, per, text, exemptions }) => {
    // The sentence of the source says it all; the amount is put before it, because it is what was asked.
    const short =
      amount === undefined ? '' : `${amount === 0 ? '免费' : `${amount}元${per ? `/${per}` : ''}`}`;
    const words = short && !text.startsWith(short) && text !== short ? `${short}（${text}）` : text;
    return [words, exemptions ? `减免：${exemptions}` : ''].filter(Boolean).join('；');
  });
}

/** 办理时限: how long it takes. */
export function timeLimitSection(matter: MatterInRegion): Section {
  const head = { key: 'timeLimit', label: '办理时限' };
  const limit = (key: 'promisedTimeLimit' | 'legalTimeLimit', label: string) =>
    fieldBody(
      matter,
      key,
      (value, shown) => [
        limitLine(label, value),
        ...otherSources(matter, key, shown, (other) => limitWords(other)),
      ],
      'newest',
    );
  const promised = limit('promisedTimeLimit', '承诺时限');
  const legal = limit('legalTimeLimit', '法定时限');
  const [first, also] = promised ? [promised, legal] : [legal, null];
  if (first)
    return {
      ...head,
      ...first,
      lines: [...first.lines, ...(also?.lines ?? [])],
      sources: uniqueSources([...first.sources, ...(also?.sources ?? [])]),
    };
  const quotes = quotesAbout(matter, /工作日|日内|天内|小时内|当场|当日/);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  const convenience = matter.find('convenience');
  if (convenience?.value.includes('马上办'))
    return {
      ...head,
      ...derived(
        [`${CONVENIENCE.马上办}（按清单标注的办理类型“马上办”推算，天数清单没有写）`],
        [convenience.source],
      ),
    };
  return { ...head, ...unknown(matter, '要办多久') };
}

function limitLine(label: string, limit: TimeLimit): string {
  return `${label}：${limitWords(limit)}`;
}

function limitWords({ days, unit, text }: TimeLimit): string {
  const short =
    days === undefined || unit === undefined ? '' : `${days}个${unit === 'workingDay' ? '工作日' : '自然日'}`;
  return short && !text.startsWith(short) ? `${short}（${text}）` : text;
}

/** 办理流程. */
export function processSection(matter: MatterInRegion): Section {
  const head = { key: 'process', label: '办理流程' };
  const process = fieldBody(matter, 'process', (steps) =>
    steps.map(({ text, time }, i) => `${i + 1}. ${text}${time ? `（${time}）` : ''}`),
  );
  if (process) return { ...head, ...process };
  const levels = matter.find('exerciseLevels');
  const convenience = matter.find('convenience');
  const filing = matter.find('filingType');
  const lines: string[] = [];
  const roles = levels?.value.filter((level) => level.role) ?? [];
  const names = {
    nation: '国家',
    province: '省级',
    city: '市级',
    county: '区县',
    town: '乡镇（街道）',
    village: '村（社区）',
  };
  if (roles.length > 0)
    lines.push(
      `分级办理：${[...roles]
        .reverse()
        .map((level) => `${names[level.level]}${level.role}`)
        .join(' → ')}。`,
    );
  for (const word of convenience?.value ?? []) lines.push(`${CONVENIENCE[word] ?? word}。`);
  if (filing) lines.push(`办理方式：${filing.value.replace(/\n/g, '；')}。`);
  if (lines.length > 0) {
    lines.push('（按清单标注的行使层级和办理类型推算，具体步骤清单没有写。）');
    const used = [roles.length > 0 ? levels : null, convenience, filing];
    return {
      ...head,
      ...derived(
        lines,
        used.flatMap((value) => value?.source ?? []),
      ),
    };
  }
  return { ...head, ...unknown(matter, '办理步骤') };
}

/** 网上办理. */
export function onlineSection(matter: MatterInRegion): Section {
  const head = { key: 'online', label: '网上办理' };
  const forms = fieldBody(matter, 'handlingForms', (value) => {
    const online = value.filter((form) => /网|APP|手机|线上|小程序|公众号/i.test(form));
    return online.length > 0 ? online : [`办理形式：${value.join('、')}`];
  });
  if (forms) return { ...head, ...forms };
  const convenience = matter.find('convenience');
  if (convenience?.value.includes('网上办'))
    return {
      ...head,
      ...stated(matter, convenience, ['清单标注“网上办”，可以在网上办理；网址清单没有写。']),
    };
  const quotes = quotesAbout(matter, /网上|线上|网络|电子|平台/, 2);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  if (convenience && convenience.value.length > 0)
    return {
      ...head,
      ...derived(
        [`清单标注的办理类型是“${convenience.value.join('、')}”，没有标注网上办；能否网上办请拨12345核实。`],
        [convenience.source],
      ),
    };
  return { ...head, ...unknown(matter, '能否网上办理') };
}
