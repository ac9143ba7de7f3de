import { squeeze, tidyAgency, tidyName } from '../values/text.js';
import { collect, type Layout, stated } from './layout.js';

/** “最多跑一次”事项清单: matters settled with one visit at most. */
export const oneVisitList: Layout = {
  id: 'one-visit-list',
  title: '“最多跑一次”事项清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  columns: [
    { header: '序号', optional: true },
    { header: '事项名称' },
    { header: '事项类型' },
    { header: '实施主体', aliases: ['实施部门', '实施单位'] },
  ],
  map(row) {
    const name = tidyName(row.text('事项名称'));
    return {
      name,
      elements: collect({
        name: stated(name),
        type: stated(squeeze(row.text('事项类型'))),
        agency: stated(tidyAgency(row.text('实施主体'))),
        convenience: stated(['最多跑一次']),
      }),
    };
  },
};
