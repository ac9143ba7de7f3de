import { legalBasesOf } from '../values/legal-bases.js';
import { splitOutsideBrackets, squeeze, tidyAgency, tidyName } from '../values/text.js';
import { collect, type Layout, stated } from './layout.js';

/** 政务服务事项目录清单, the form of 附件2 of 万州府办发〔2018〕41号. */
export const catalogueList: Layout = {
  id: 'catalogue-list',
  title: '政务服务事项目录清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  columns: [
    { header: '序号', aliases: ['基本编码'], optional: true },
    { header: '事项名称' },
    { header: '事项类型' },
    { header: '行使内容' },
    { header: '实施机构名称', aliases: ['实施机构'] },
    { header: '服务对象' },
    { header: '服务主题' },
    { header: '设定依据', aliases: ['设立依据'] },
    { header: '办理形式' },
    { header: '是否公开' },
  ],
  map(row) {
    const name = tidyName(row.text('事项名称'));
    return {
      name,
      elements: collect({
        name: stated(name),
        type: stated(squeeze(row.text('事项类型'))),
        content: stated(row.text('行使内容')),
        agency: stated(tidyAgency(row.text('实施机构名称'))),
        audience: stated(squeeze(row.text('服务对象'))),
        themes: stated(themesOf(row.text('服务主题'))),
        legalBases: stated(legalBasesOf(row.text('设定依据'))),
        handlingForms: stated(splitOutsideBrackets(squeeze(row.text('办理形式')), '、/，,；;')),
        disclosed: disclosed(squeeze(row.text('是否公开'))),
      }),
    };
  },
};

/** @returns the themes of a cell; 社会保障(社会保险、社会救助) is one. */
export function themesOf(text: string): string[] {
  return splitOutsideBrackets(squeeze(text), '/、，,；;');
}

function disclosed(text: string) {
  if (text === '') return undefined;
  return stated(!text.startsWith('否'), text === '是' || text === '否' ? undefined : text);
}
