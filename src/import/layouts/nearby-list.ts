import type { ExerciseLevel } from '../../../entities/elements.js';
import { squeeze, tidyAgency, tidyName } from '../values/text.js';
import { collect, type Layout, type RowCells, stated } from './layout.js';

const TOWN = '下放层级/是否下放到镇（街道）';
const VILLAGE = '下放层级/是否下放到村（社区）';

/** “就近办”事项清单: matters a county handed down to towns and villages. */
export const nearbyList: Layout = {
  id: 'nearby-list',
  title: '“就近办”事项清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  columns: [
    { header: '序号', optional: true },
    { header: '基本编码' },
    { header: '事项名称' },
    { header: '事项类型' },
    { header: '区级部门', aliases: ['县级部门', '区县部门', '区县级部门'] },
    {
      header: TOWN,
      aliases: [
        '下放层级/是否下放到镇(街道)',
        '下放层级/是否下放到乡镇（街道）',
        '下放层级/是否下放到乡镇(街道)',
      ],
    },
    { header: VILLAGE, aliases: ['下放层级/是否下放到村(社区)'] },
  ],
  map(row) {
    const name = tidyName(row.text('事项名称'));
    return {
      name,
      elements: collect({
        basicCode: stated(squeeze(row.text('基本编码'))),
        name: stated(name),
        type: stated(squeeze(row.text('事项类型'))),
        agency: stated(tidyAgency(row.text('区级部门'))),
        exerciseLevels: stated(levels(row)),
        convenience: stated(['就近办']),
      }),
    };
  },
};

/** Only the levels the list says yes to; the county's own part is not in this list. */
function levels(row: RowCells): ExerciseLevel[] {
  const given: ExerciseLevel[] = [];
  if (squeeze(row.text(TOWN)).startsWith('是')) given.push({ level: 'town' });
  if (squeeze(row.text(VILLAGE)).startsWith('是')) given.push({ level: 'village' });
  return given;
}
