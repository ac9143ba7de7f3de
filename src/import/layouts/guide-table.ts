import { ELEMENT_LABELS } from '../../../entities/elements.js';
import type { BlockCell, BlockRow, TableBlock } from '../readers/blocks.js';
import { squeeze } from '../values/text.js';
import { implementationRows } from './implementation-rows.js';
import type { CellFault } from './layout.js';
import type { AssembledRow } from './rows.js';

/** Rows whose first cell names an element before a table of two columns counts as a guide. */
const FEWEST = 4;
/** 一、, （二）, 3. before a name, and a colon behind it. */
const AROUND_LABEL = /^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]+)|[:：]$/g;
/** Names that guides (办事指南) use for the elements of the form. */
const GUIDE_NAMES: Readonly<Record<string, readonly string[]>> = {
  事项名称: ['项目名称', '办理事项', '服务事项', '服务名称'],
  设定依据: ['办理依据', '法律依据', '政策依据', '依据'],
  行使内容: ['事项简介', '服务内容', '事项内容'],
  实施机构: ['办理机构', '受理机构', '办理单位', '承办单位', '实施单位', '责任单位', '主管部门'],
  法定办结时限: ['法定时限', '法定期限'],
  受理条件: ['办理条件', '申请条件', '申办条件', '申报条件', '条件'],
  申请材料: ['办理材料', '所需材料', '申报材料', '需提供材料', '提交材料', '材料'],
  办理流程: ['办理程序', '办事流程', '办理步骤', '流程', '程序'],
  结果名称: ['办理结果', '审批结果'],
  收费标准: ['收费情况', '收费', '费用'],
  服务对象: ['办理对象', '申请对象', '申请人', '适用对象', '受益对象'],
  承诺办结时限: ['承诺时限', '承诺期限', '办理时限', '办结时限', '办理期限'],
  办理形式: ['办理方式', '申请方式', '办理渠道', '办理途径'],
  办理地点: ['办事地点', '受理地点', '办公地址', '办理地址', '地点', '地址'],
  办理时间: ['办公时间', '受理时间', '工作时间', '服务时间'],
  咨询电话: ['联系电话', '咨询方式', '服务电话', '电话'],
  常见问题: ['常见问题解答', '问题解答'],
  监督电话: ['投诉电话', '监督投诉电话', '投诉监督电话', '监督方式'],
};
/** Lines that carry no element. */
const PASSED_OVER = /^(?:备注|说明|注意事项|附件|表格下载|序号|要素|要素名称|项目|内容|名称|栏目)$/;
/** Fields of one value a line, whose lines guides number. */
const LISTED = new Set([
  '受理条件',
  '申请材料',
  '办理流程',
  '办理形式',
  '联办机构',
  '办理地点',
  '咨询电话',
  '监督电话',
]);
const NUMBERING = /^(?:[（(]?\d{1,2}[)）.．、]+(?!\d)|[①-⑳])\s*/u;

const HEADERS = new Map<string, string>([
  ...implementationRows.columns
    .filter(({ header }) => header !== '序号')
    .flatMap(({ header, aliases = [] }) =>
      [header, ...aliases].map((name): [string, string] => [name, header]),
    ),
  ...Object.entries(GUIDE_NAMES).flatMap(([header, names]) =>
    names.map((name): [string, string] => [name, header]),
  ),
]);

/** @returns whether this is a guide as offices write it: a table of two columns, an element and what holds for it. */
export function isGuideTable(table: TableBlock): boolean {
  if (!table.exact) return false;
  const rows = table.rows.map(pairOf).filter((pair) => pair !== null);
  const named = new Set(rows.flatMap(({ label }) => HEADERS.get(label) ?? []));
  return rows.length === table.rows.filter(isFilled).length && named.size >= FEWEST;
}

/** @returns the guides of a table that holds several, each from its 事项名称 on. */
export function splitGuides(table: TableBlock): TableBlock[] {
  const starts = table.rows.flatMap((row, index) =>
    HEADERS.get(pairOf(row)?.label ?? '') === '事项名称' ? [index] : [],
  );
  return [0, ...starts.slice(1)].map((start, i) => {
    const rows = table.rows.slice(start, starts[i + 1]);
    return { ...table, line: rows[0]?.line ?? table.line, rows };
  });
}

/**
 * Reads one matter from a guide; it need not state all elements.
 *
 * @param title - of the guide: the name of the matter where no line names it.
 */
export function readGuideTable(table: TableBlock, title: string): { row: AssembledRow; faults: CellFault[] } {
  const found = new Map<string, BlockCell>();
  const unknown: { label: string; value: BlockCell }[] = [];
  let open: { value: BlockCell } | null = null;
  for (const pair of table.rows.map(pairOf)) {
    if (!pair) continue;
    const { label, value } = pair;
    const header = HEADERS.get(label);
    if (label === '' && open) open.value.text = `${open.value.text}\n${value.text}`.trim();
    else if (header && !found.has(header)) {
      open = { value: { ...value } };
      found.set(header, open.value);
    } else if (!PASSED_OVER.test(label)) {
      open = { value: { ...value } };
      unknown.push({ label, value: open.value });
    }
  }
  if (!found.has('事项名称')) found.set('事项名称', { text: matterIn(title), line: table.line });
  const order = [...ELEMENT_LABELS.map(([, label]) => label), ...found.keys()];
  const filled = [...new Set(order)].flatMap((header) => {
    const cell = found.get(header);
    return cell ? [{ header, cell }] : [];
  });
  const all = [...filled, ...unknown.map(({ label, value }) => ({ header: label, cell: value }))];
  const address = table.rows[0]?.cells[0]?.address;
  return {
    row: {
      number: null,
      line: table.line,
      cells: all.map(({ header, cell: { text, line } }) => ({ header, text: plain(header, text), line })),
      columns: all.map(({ header }, i) => (i < filled.length ? header : null)),
      section: null,
      placed: all.map(({ cell }) => cell),
      ...(address ? { address } : {}),
    },
    faults: unknown.map(({ label }) => ({
      header: label,
      message: HEADERS.has(label)
        ? `“${label}”这一栏写了两次，请并成一栏。`
        : `不认识“${label}”这一栏，请改用实施清单的要素名称，或并入相应的要素。`,
    })),
  };
}

/** 居住证办理办事指南 → 居住证办理. */
function matterIn(title: string): string {
  return squeeze(title)
    .replace(/^《|》$/g, '')
    .replace(/(?:办事|服务|办理)?(?:指南|须知|流程)$/, '')
    .replace(/^《|》$/g, '');
}

/** Offices number what stands on lines of its own. */
function plain(header: string, text: string): string {
  if (!LISTED.has(header)) return text;
  return text
    .split('\n')
    .map((line) => line.replace(NUMBERING, ''))
    .join('\n');
}

function pairOf(row: BlockRow): { label: string; value: BlockCell } | null {
  const filled = row.cells.filter(({ text }) => text !== '');
  const [first, second] = filled;
  if (filled.length > 2 || !first) return null;
  const label = (cell: BlockCell) => squeeze(cell.text).replace(AROUND_LABEL, '');
  if (second) return { label: label(first), value: second };
  // A cell alone: a label whose value is empty, or more of the value above.
  if (first === row.cells[0]) return { label: label(first), value: { ...first, text: '' } };
  return { label: '', value: first };
}

function isFilled(row: BlockRow): boolean {
  return row.cells.some(({ text }) => text !== '');
}
