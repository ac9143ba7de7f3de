import { conditionSentences, squeeze, tidyAgency, tidyName } from '../values/text.js';
import { collect, type Layout, stated } from './layout.js';

/** 基本公共服务清单: what residents are entitled to, who pays, who is responsible. */
export const benefitList: Layout = {
  id: 'benefit-list',
  title: '基本公共服务清单',
  nameHeader: '服务项目',
  continuation: 'span',
  columns: [
    { header: '序号', optional: true },
    { header: '服务项目' },
    { header: '服务对象' },
    { header: '服务指导标准', aliases: ['服务内容和保障标准', '服务内容', '服务标准', '保障标准'] },
    { header: '支出责任' },
    { header: '牵头责任单位', aliases: ['主责单位', '牵头单位', '责任单位', '牵头负责单位'] },
  ],
  map(row) {
    const name = tidyName(row.text('服务项目'));
    const audience = row.text('服务对象');
    return {
      name,
      elements: collect({
        name: stated(name),
        audience: stated(audience),
        conditions: stated(conditionSentences(audience), audience),
        standard: stated(row.text('服务指导标准')),
        fundingDuty: stated(row.text('支出责任')),
        agency: stated(allAgencies(row.text('牵头责任单位'))),
        section: stated(row.section ?? ''),
      }),
    };
  },
};

/** One row can name several groups of agencies, one for each part; each agency is named once. */
function allAgencies(text: string): string {
  const agencies = mendBreaks(text).flatMap((line) => tidyAgency(line).split('、'));
  return [...new Set(agencies.filter((agency) => agency !== ''))].join('、');
}

/** A line that ends with 、 or one that holds no whole name goes on in the next. */
function mendBreaks(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n').map(squeeze)) {
    if (lines.at(-1)?.endsWith('、')) lines[lines.length - 1] += line;
    else lines.push(line);
  }
  return lines;
}
