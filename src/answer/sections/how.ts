import type { Fee } from '../../../entities/elements.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { CONVENIENCE } from './convenience.js';
import { quotesAbout } from './quote.js';
import {
  answersTo,
  derived,
  fieldBody,
  otherSources,
  quoted,
  stated,
  unknown,
  withShort,
} from './section.js';
import { TARGET } from './standard.js';

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
  const paid = answersTo(matter, asksWhatIsPaid);
  if (paid) return { ...head, ...paid };
  const quotes = quotesAbout(matter, /免费|收费|免收|减免|工本费|不收取/).filter(
    ({ text }) => !TARGET.test(text),
  );
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  const name = matter.find('name');
  if (name && /免费/.test(name.value))
    return { ...head, ...stated(matter, name, [`事项名称即写明免费：${name.value}`]) };
  return { ...head, ...unknown(matter, '是否收费') };
}

/** Whether a text tells a sum, however it writes it: 0.40元 is 0.4. */
function tells(text: string, amount: number): boolean {
  if (amount === 0) return /免费|不收|免收/.test(text);
  return [...text.matchAll(/([0-9]+(?:\.[0-9]+)?)元/g)].some(([, sum]) => Number(sum) === amount);
}

/** 每年要缴多少钱, 缴费比例是多少, 登记费多少: not what is paid out. */
function asksWhatIsPaid(question: string): boolean {
  return /(?:[缴交]|登记费).{0,4}(?:多少|比例|档次)|要钱吗|收费吗/.test(question);
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
    const short = amount === undefined ? '' : amount === 0 ? '免费' : `${amount}元${per ? `/${per}` : ''}`;
    const free = amount === 0 && text === '不收费';
    const words = free ? short : withShort(short, text, amount !== undefined && tells(text, amount));
    return [words, exemptions ? `减免：${exemptions}` : ''].filter(Boolean).join('；');
  });
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
