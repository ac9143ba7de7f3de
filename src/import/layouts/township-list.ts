import type { ExerciseLevel } from '../../../entities/elements.js';
import { legalBasesOf } from '../values/legal-bases.js';
import { splitOutsideBrackets, squeeze, tidyAgency, tidyName } from '../values/text.js';
import { conditionsOf, feesOf, legalTimeOf, materialsOf, processOf } from '../values/time-and-fee.js';
import { themesOf } from './catalogue-list.js';
import { collect, type Layout, type RowCells, stated } from './layout.js';

/** Sub-columns of 行使层级, highest first. In a municipality 市 is the municipality itself. */
const LEVELS = [
  { header: '行使层级/市', level: 'city' },
  { header: '行使层级/县', level: 'county' },
  { header: '行使层级/乡镇(街道)', level: 'town' },
  { header: '行使层级/村(社区)', level: 'village' },
] as const;

/** 乡镇（街道）公共服务事项目录清单 with 办理类型, 行使层级 by level and 填报类型, as 垫江县 publishes it. */
export const townshipList: Layout = {
  id: 'township-list',
  title: '乡镇（街道）公共服务事项目录清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  columns: [
    { header: '序号', optional: true },
    { header: '事项名称' },
    { header: '事项类型' },
    { header: '行使内容' },
    { header: '实施机构名称', aliases: ['实施机构'] },
    { header: '服务对象' },
    { header: '服务主题' },
    { header: '设定依据', aliases: ['设立依据'] },
    { header: '办理类型' },
    { header: '行使层级/市', aliases: ['行使层级/市级'], optional: true },
    { header: '行使层级/县', aliases: ['行使层级/县级', '行使层级/区县', '行使层级/区'] },
    {
      header: '行使层级/乡镇(街道)',
      aliases: ['行使层级/乡镇（街道）', '行使层级/镇(街道)', '行使层级/镇（街道）'],
    },
    { header: '行使层级/村(社区)', aliases: ['行使层级/村（社区）'], optional: true },
    { header: '填报类型' },
  ],
  map(row) {
    const name = tidyName(row.text('事项名称'));
    const basis = row.text('设定依据');
    return {
      name,
      elements: collect({
        name: stated(name),
        type: stated(squeeze(row.text('事项类型'))),
        content: stated(row.text('行使内容')),
        agency: stated(tidyAgency(row.text('实施机构名称'))),
        audience: stated(squeeze(row.text('服务对象'))),
        themes: stated(themesOf(row.text('服务主题'))),
        legalBases: stated(legalBasesOf(basis)),
        feeStandard: feesOf(row.text('行使内容'), basis),
        legalTimeLimit: legalTimeOf(basis),
        process: processOf(basis),
        materials: materialsOf(basis),
        conditions: conditionsOf(basis),
        convenience: stated(convenienceOf(row.text('办理类型'))),
        exerciseLevels: stated(LEVELS.flatMap((level) => levelOf(row, level))),
        filingType: stated(filingTypeOf(row.text('填报类型'))),
      }),
    };
  },
};

function convenienceOf(text: string): string[] {
  return splitOutsideBrackets(squeeze(text), '/、，,').map((kind) => kind.replace(/办理$/, '办'));
}

/** 依申请服务类：办理类; a kind for each level stays on a line of its own. */
function filingTypeOf(text: string): string {
  return text.replace(/：\n/g, '：').replace(/[^\S\n]+/g, '');
}

function levelOf(row: RowCells, { header, level }: (typeof LEVELS)[number]): ExerciseLevel[] {
  const printed = squeeze(row.text(header));
  if (!/^[√✓✔是]/.test(printed)) return [];
  const remark = printed.slice(1).replace(/^[(（]|[)）]$/g, '');
  if (remark === '') return [{ level }];
  if (/^(审定|初审|代办|受理|审核|审批|核准)$/.test(remark)) return [{ level, role: remark }];
  return [{ level, note: remark.replace(/^备注[:：]/, '') }];
}
