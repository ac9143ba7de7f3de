import type { ElementKey } from '../../entities/elements.js';
import type { Completeness, ElementState, GroupCompleteness } from './completeness.js';
import { labelOf } from './labels.js';

/** How the figures are put together. */
export const COMPLETENESS_VIEWS = ['region', 'agency', 'matter'] as const;
export type CompletenessView = (typeof COMPLETENESS_VIEWS)[number];

/** What a list of matters shows of each: the elements people come for. */
const SHOWN: readonly ElementKey[] = [
  'conditions',
  'materials',
  'process',
  'locations',
  'serviceHours',
  'consultPhones',
  'feeCharged',
  'promisedTimeLimit',
];
const MARKS: Record<ElementState, string> = { own: '有', above: '上级有', missing: '缺', notNeeded: '不需' };

/**
 * Completeness as a table: a row of headings, then the rows.
 *
 * @param most - matters listed in the view of matters.
 */
export function completenessTable(figures: Completeness, view: CompletenessView, most = 120): string[][] {
  if (view === 'matter') return matterTable(figures, most);
  const groups = view === 'region' ? figures.byRegion : figures.byAgency;
  return [
    ['行政区划', ...(view === 'agency' ? ['实施机构'] : []), '实施清单', '本地写明%', '能答%', '最缺的要素'],
    ...groups.map((group) => [
      group.region.name,
      ...(view === 'agency' ? [group.name] : []),
      String(group.implementations),
      group.ownScore.toFixed(1),
      group.score.toFixed(1),
      missingText(group),
    ]),
  ];
}

function missingText({ mostMissing }: GroupCompleteness): string {
  return mostMissing.map(({ label, missing }) => `${label}${missing}`).join('、');
}

function matterTable({ implementations }: Completeness, most: number): string[][] {
  return [
    [
      '事项编号',
      '事项名称',
      '行政区划',
      '实施机构',
      '被问次数',
      '本地写明%',
      '能答%',
      ...SHOWN.map(labelOf),
      '最新来源',
    ],
    ...implementations
      .slice(0, most)
      .map(({ itemId, name, region, agency, asked, ownScore, score, states, newestSource }) => [
        itemId,
        name,
        region.name,
        agency ?? '',
        String(asked),
        ownScore.toFixed(1),
        score.toFixed(1),
        ...SHOWN.map((element) => MARKS[states[element]]),
        newestSource ?? '',
      ]),
  ];
}

/** @returns a table for a terminal, its columns in line; a Chinese character is two columns wide. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function widthOf(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u1100-\uffdc]/u.test(char) ? 2 : 1), 0);
}
