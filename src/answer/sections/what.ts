import type { Material } from '../../../entities/elements.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { paragraphs, quotesAbout } from './quote.js';
import { fieldBody, quoted, stated, uniqueSources, unknown } from './section.js';

/** 事项概况: what is provided. */
export function contentSection(matter: MatterInRegion): Section {
  const head = { key: 'content', label: '办什么' };
  const content = fieldBody(matter, 'content', paragraphs) ?? fieldBody(matter, 'standard', paragraphs);
  if (content) return { ...head, ...content };
  const kind = matter.find('type');
  const agency = matter.find('agency');
  if (kind || agency) {
    const lines = [
      `“${matter.shown?.name ?? matter.item.name}”${kind ? `，类型：${kind.value}` : ''}${agency ? `，由${agency.value}办理` : ''}。`,
    ];
    const body = stated(matter, (agency ?? kind) as NonNullable<typeof agency>, lines, { nameOnly: true });
    return { ...head, ...body };
  }
  return { ...head, ...unknown(matter, '具体内容') };
}

/** 受理条件: who may have it. */
export function conditionsSection(matter: MatterInRegion): Section {
  const head = { key: 'conditions', label: '受理条件' };
  const conditions = fieldBody(matter, 'conditions', (value) => value);
  if (conditions) return { ...head, ...conditions };
  const quotes = quotesAbout(matter, /符合|条件|岁|户籍|常住|对象|资格|凡/, 2);
  const audience = matter.find('audience');
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  if (audience) return { ...head, ...stated(matter, audience, [`服务对象：${audience.value}`]) };
  return { ...head, ...unknown(matter, '办理条件') };
}

/** 申请材料: what to bring. */
export function materialsSection(matter: MatterInRegion): Section {
  const head = { key: 'materials', label: '申请材料' };
  const materials = fieldBody(matter, 'materials', (value) => value.map(materialLine));
  return { ...head, ...(materials ?? unknown(matter, '要带的材料')) };
}

function materialLine({ name, form, copies, note, substitute }: Material): string {
  // 外国人：有效护照 is a passport that only they need.
  const [who = '', ...papers] = name.split('：');
  const paper = papers.length > 0 ? papers.join('：') : name;
  const shape = [form, copies ? `${copies}份` : ''].filter(Boolean).join('');
  const extra = [paper === name ? '' : who, note, substitute].filter(Boolean).join('；');
  return `${paper}${shape ? `（${shape}）` : ''}${extra ? `：${extra}` : ''}`;
}

/** 设定依据: on which rule it stands. */
export function basisSection(matter: MatterInRegion): Section {
  const head = { key: 'basis', label: '设定依据' };
  const bases = fieldBody(matter, 'legalBases', (value) => value.map(({ text }) => text));
  if (bases) return { ...head, ...bases };
  const source = matter.shown?.sources[0];
  if (source) {
    const number = source.docNumber ? `（${source.docNumber}）` : '';
    return {
      ...head,
      status: 'derived',
      lines: [`清单没有写明设定依据；本事项列在《${source.title}》${number}中。`],
      data: {},
      sources: [source],
    };
  }
  return { ...head, ...unknown(matter, '设定依据') };
}

/** 办理结果. */
export function resultSection(matter: MatterInRegion): Section {
  const head = { key: 'result', label: '办理结果' };
  const result = fieldBody(matter, 'resultName', (value) => [value]);
  if (result) return { ...head, ...result };
  const quotes = quotesAbout(matter, /出具|发给|颁发|发放.{0,12}(?:证|书|卡|报告)|报告/);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  return { ...head, ...unknown(matter, '办完后发什么证件或文书') };
}

/** 常见问题. */
export function faqSection(matter: MatterInRegion): Section {
  const head = { key: 'faq', label: '常见问题' };
  const faqs = [null, ...matter.situations('faqs')].flatMap((situation) => matter.all('faqs', situation));
  const [first] = faqs;
  if (!first) return { ...head, ...unknown(matter, '这个细节') };
  const lines = faqs.flatMap(({ value }) =>
    value.map(({ question, answer }) => `问：${question} 答：${answer}`),
  );
  const body = stated(matter, first, lines, { faqs: faqs.flatMap(({ value }) => value) });
  return { ...head, ...body, sources: uniqueSources(faqs.map(({ source }) => source)) };
}
